using StudioMsBuild.PackageTests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace StudioMsBuild.PackageTests;

/// <summary>The one package that this test run packed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    public PackageFeed Feed { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Feed = await PackageFeed.PackAsync();

    public ValueTask DisposeAsync()
    {
        Feed.Dispose();
        return ValueTask.CompletedTask;
    }
}
