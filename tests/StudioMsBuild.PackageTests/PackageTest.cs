namespace StudioMsBuild.PackageTests;

/// <summary>A test with a <see cref="Workspace"/> of its own; when it fails, its binary logs are kept and its output names them.</summary>
public abstract class PackageTest(PackedPackage package) : IAsyncLifetime
{
    protected PackageFeed Feed => package.Feed;

    protected Workspace User { get; private set; } = null!;

    protected GitRepository Repository => User.Repository;

    protected ScriptedStudio Studio => User.Studio;

    public async ValueTask InitializeAsync() => User = await Workspace.CreateAsync(Feed);

    public async ValueTask DisposeAsync()
    {
        User.KeepLogsOfFailure();
        await User.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
