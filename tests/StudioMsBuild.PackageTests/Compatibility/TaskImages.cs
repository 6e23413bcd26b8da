using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Build.Evaluation;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>Which of the package's task assemblies a build loads: the image compiled for its runtime, or the IL.</summary>
public sealed partial class TaskImages(PackedPackage package) : EmulatorTest(package)
{
    /// <summary>How the path of the assembly ends that fits this runtime.</summary>
    internal static string Fitting { get; } = Path.Combine("tasks", "net10.0", RuntimeInformation.RuntimeIdentifier, "StudioMsBuild.dll");

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("linux-x64")]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    public void An_engine_on_dotnet_10_loads_the_image_of_its_system(string system) =>
        TaskFolder("Core", "10", system).ShouldBe($"net10.0/{system}");

    [Theory]
    [InlineData("8")]
    [InlineData("9")]
    [InlineData("11")]
    public void An_engine_on_another_version_of_dotnet_loads_the_IL(string version) =>
        TaskFolder("Core", version, "linux-x64").ShouldBe("net8.0");

    [Theory]
    [InlineData("freebsd-x64")]
    [InlineData("linux-arm")]
    [InlineData("linux-musl-arm64")]
    [InlineData("linux-musl-x64")]
    [InlineData("linux-s390x")]
    [InlineData("osx-x64")]
    [InlineData("ubuntu.24.04-x64")]
    [InlineData("win-arm64")]
    [InlineData("win-x86")]
    public void An_engine_on_a_system_without_an_image_loads_the_IL(string system) =>
        TaskFolder("Core", "10", system).ShouldBe("net8.0");

    [Fact]
    public void MSBuild_exe_hands_the_IL_to_its_task_host() =>
        TaskFolder("Full", "4", "win-x64").ShouldBe("net8.0");

    [Theory]
    [InlineData("ubuntu.24.04-x64", "linux-x64", "net10.0/linux-x64")]
    [InlineData("alpine.3.22-x64", "linux-musl-x64", "net8.0")]
    public void A_distributions_own_dotnet_is_known_by_the_portable_name_that_its_SDK_gives(string system, string portable, string folder) =>
        TaskFolder("Core", "10", system, ("NETCoreSdkRuntimeIdentifier", system), ("NETCoreSdkPortableRuntimeIdentifier", portable)).ShouldBe(folder);

    [Fact]
    public async Task The_runtime_compiles_no_method_of_the_task_whether_it_creates_or_finds_an_entry()
    {
        SkipWithoutImage();
        foreach (var write in Situations)
        {
            write(this);
            (await MethodsCompiledAsync()).ShouldBeEmpty("creating");
            (await MethodsCompiledAsync()).ShouldBeEmpty("recorded");
            User.Forget();
        }
    }

    [Fact]
    public async Task Of_the_IL_the_runtime_compiles_the_methods_that_a_registration_calls()
    {
        User.Plain().Target("Build").Save();

        var methods = await MethodsCompiledAsync($"-p:_StudioTaskAssembly={Path.Combine(Feed.Unpacked, "tasks/net8.0/StudioMsBuild.dll")}");

        methods.ShouldContain(method => method.StartsWith("StudioMsBuild.CreateStudioProject:Execute(", StringComparison.Ordinal));
    }

    internal static void SkipWithoutImage() =>
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier is "linux-arm64" or "linux-x64" or "osx-arm64" or "win-x64", "No image fits this runtime.");

    /// <summary>What most registrations are: one without DVC, one with it, and one of the build hook.</summary>
    private static IReadOnlyList<Action<TaskImages>> Situations { get; } =
    [
        test => test.User.Plain().Target("Build").Save(),
        test => test.Repository.Write(".dvc/config", "[studio]\n    offline = false\n"),
        test => test.User.Plain().Property("StudioRegisterOnBuild", "true").Target("Build").Save(),
    ];

    /// <summary>The folder below tasks/ that an engine would load from: what distinguishes engines is replaced in a copy of the targets.</summary>
    private string TaskFolder(string runtime, string version, string system, params (string Name, string Value)[] properties)
    {
        var targets = File.ReadAllText(Path.Combine(Feed.Unpacked, "build", "StudioMsBuild.targets"))
            .Replace("$(MSBuildRuntimeType)", runtime, StringComparison.Ordinal)
            .Replace("$([System.Environment]::Version.Major)", version, StringComparison.Ordinal)
            .Replace("$([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)", system, StringComparison.Ordinal);
        Repository.Write("package/build/StudioMsBuild.targets", targets);
        var file = ProjectCreator.Create(Repository["studio.proj"]);
        foreach (var (name, value) in properties)
            file.Property(name, value);
        file.Import("package/build/StudioMsBuild.targets").Save();
        using var projects = new ProjectCollection();
        var assembly = projects.LoadProject(Repository["studio.proj"]).GetPropertyValue("_StudioTaskAssembly");
        return Path.GetRelativePath(Repository["package/tasks"], Path.GetDirectoryName(assembly)!);
    }

    /// <summary>What the build's runtime compiles of the task; what was compiled ahead of time is not compiled again for being called often.</summary>
    private async Task<IReadOnlyList<string>> MethodsCompiledAsync(params string[] properties)
    {
        var list = Repository.Box["compiled.txt"];
        Repository.Set("DOTNET_JitStdOutFile", list).Set("DOTNET_JitDisasmSummary", "1").Set("DOTNET_TC_CallCounting", "0");
        (await User.DotNetAsync(["build", "studio.proj", "-t:Build;RegisterStudioProject", .. properties])).ShouldSucceed();
        var methods = (await File.ReadAllLinesAsync(list)).Select(line => Compiled().Match(line)).Where(match => match.Success).Select(match => match.Groups["method"].Value).ToList();
        methods.ShouldNotBeEmpty("what the runtime compiles of the engine");
        File.Delete(list);
        return [.. methods.Where(method => method.StartsWith("StudioMsBuild.", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"^ *[0-9]+: JIT compiled (?<method>.+?) \[", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Compiled();
}
