using System.Reflection;
using CliWrap;
using CliWrap.Buffered;

namespace Quickstart.Tests;

/// <summary>This repository as Git sees it.</summary>
internal static class Checkout
{
    public static readonly string Root =
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>Where the restore of this repository has put the packages.</summary>
    public static readonly string Packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Changed, new and ignored files of the folders that the quick start reads.</summary>
    public static async Task<string> StatusAsync() =>
        (await Cli.Wrap("git")
            .WithWorkingDirectory(Root)
            .WithArguments(["-c", "safe.directory=*", "status", "--porcelain", "--ignored", "--", "build", "docs", "samples", "src"])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput;
}
