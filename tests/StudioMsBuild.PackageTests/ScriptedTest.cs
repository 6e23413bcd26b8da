namespace StudioMsBuild.PackageTests;

/// <summary>A test with a Studio that answers as the test sets it, and keeps each request as it came in.</summary>
public abstract class ScriptedTest(PackedPackage package) : PackageTest(package)
{
    protected ScriptedStudio Studio { get; private set; } = null!;

    protected override async Task<(IAsyncDisposable Studio, string Url)> StartStudioAsync()
    {
        Studio = await ScriptedStudio.StartAsync();
        return (Studio, Studio.Url);
    }
}
