using StudioMsBuild.PackageTests;

[assembly: AssemblyFixture(typeof(PackedPackage))]

namespace StudioMsBuild.PackageTests;

/// <summary>The one package that this test run packed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private PackageFeed? feed;

    private CompilerServer? compiler;

    public PackageFeed Feed => feed ?? throw new InvalidOperationException("The package is not packed yet.");

    public async ValueTask InitializeAsync()
    {
        feed = await PackageFeed.PackAsync();
        if (!feed.DotNet.HasCompiler && Needs.Unix is null)
            compiler = await CompilerServer.StartAsync(feed.DotNet);
    }

    public async ValueTask DisposeAsync()
    {
        if (compiler is not null)
            await compiler.DisposeAsync();
        feed?.Dispose();
    }
}
