using System.Collections.Concurrent;
using StudioMsBuild.Emulator;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.PackageTests;

/// <summary>A test with a faithful Studio: what it counts are the projects that Studio has.</summary>
public abstract class EmulatorTest(PackedPackage package) : PackageTest(package)
{
    private readonly ConcurrentQueue<string> requests = new();

    protected EmulatorServer Studio { get; private set; } = null!;

    /// <summary>The one project that was created; an error if there is none or another.</summary>
    protected Project Created => Studio.Projects.ShouldHaveSingleItem();

    /// <summary>The URL of the page of <see cref="Created"/>.</summary>
    protected string CreatedUrl => Studio.Url + Created.Path;

    /// <summary>A line for each request that came in, also for those that created nothing.</summary>
    protected IReadOnlyCollection<string> Requests => requests;

    protected override async Task<(IAsyncDisposable Studio, string Url)> StartStudioAsync()
    {
        Studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, User = "ada", Log = requests.Enqueue });
        return (Studio, Studio.Url);
    }
}
