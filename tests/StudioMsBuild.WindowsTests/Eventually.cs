using System.Diagnostics;

namespace StudioMsBuild.WindowsTests;

/// <summary>Something that happens soon, also on a busy machine.</summary>
internal static class Eventually
{
    public static async Task ShouldBe(Func<bool> condition, Func<string>? story = null)
    {
        for (var watch = Stopwatch.StartNew(); !condition();)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), story?.Invoke());
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
