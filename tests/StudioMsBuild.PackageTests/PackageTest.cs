namespace StudioMsBuild.PackageTests;

/// <summary>A test with a <see cref="Workspace"/> of its own; when it fails, its binary logs are kept and its output names them.</summary>
public abstract class PackageTest(PackedPackage package) : IAsyncLifetime
{
    private IAsyncDisposable? studio;

    protected PackageFeed Feed => package.Feed;

    protected Workspace User { get; private set; } = null!;

    protected GitRepository Repository => User.Repository;

    public async ValueTask InitializeAsync()
    {
        (studio, var url) = await StartStudioAsync();
        User = new Workspace(Feed, url);
    }

    public async ValueTask DisposeAsync()
    {
        User.KeepLogsOfFailure();
        User.Dispose();
        await studio!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the Studio that the workspace's environment names.</summary>
    protected abstract Task<(IAsyncDisposable Studio, string Url)> StartStudioAsync();
}
