using System.Collections;
using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>The environment of the commands: the user's, without what would reach the registration or outlive it.</summary>
internal static class CleanEnvironment
{
    // MSBuild: what "dotnet run" has set for itself; STUDIO: an environment variable is an MSBuild property; CI and the last three: in CI
    // the target warns that the checkout is thrown away, which this one is anyway.
    private static readonly string[] Others = ["DVC_", "GIT_", "STUDIO", "MSBUILD", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    public static Dictionary<string, string?> For(WorkFolder folder)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(static variable => (string)variable.Key != "CI" && !Others.Any(other => ((string)variable.Key).StartsWith(other, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(static variable => (string)variable.Key, static variable => (string?)variable.Value, StringComparer.Ordinal);

        var config = Directory.CreateDirectory(folder["config"]).FullName;
        environment["DVC_GLOBAL_CONFIG_DIR"] = config;
        environment["DVC_SYSTEM_CONFIG_DIR"] = config;
        environment["XDG_CONFIG_HOME"] = config;
        environment["GIT_CONFIG_GLOBAL"] = Path.Combine(config, "gitconfig");
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_AUTHOR_NAME"] = environment["GIT_COMMITTER_NAME"] = "Quick start";
        environment["GIT_AUTHOR_EMAIL"] = environment["GIT_COMMITTER_EMAIL"] = "quickstart@example.com";

        // The package of this checkout must not get into the user's package folder, where the others are only read.
        var packages = environment.GetValueOrDefault("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(packages))
            environment["NUGET_FALLBACK_PACKAGES"] = packages;
        environment["NUGET_PACKAGES"] = folder["packages"];

        // No build server that stays behind.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "false";
        environment["UseSharedCompilation"] = "false";
        environment["DOTNET_NOLOGO"] = "true";

        // studio-emulator runs on the .NET that runs this program, wherever it was installed: three folders above its libraries.
        environment.TryAdd("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));
        return environment;
    }
}
