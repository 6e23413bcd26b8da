using System.Runtime.InteropServices;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>The engine of this machine's SDK on the next .NET, whose runtime comes as a package.</summary>
public sealed class NewerRuntime(PackedPackage package) : EmulatorTest(package)
{
    private const string Version = "11.0.0";

    [Fact]
    public async Task The_engine_on_dotnet_11_registers_with_the_IL_which_it_chooses_and_with_an_image_of_dotnet_10()
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "The runtime is the one of Linux on x64.");
        var dotnet = InstallDotNet();
        var image = Path.Combine(Feed.Unpacked, "tasks/net10.0/linux-x64/StudioMsBuild.dll");
        User.Plain().Target("ShowVersion").TaskMessage("on .NET $([System.Environment]::Version)").Save();

        (await RegisterAsync(dotnet)).ShouldBe([Path.Combine(Feed.Unpacked, "tasks/net8.0/StudioMsBuild.dll")]);
        User.Forget();
        (await RegisterAsync(dotnet, $"-p:_StudioTaskAssembly={image}")).ShouldBe([image]);

        Studio.Projects.Count.ShouldBe(2);
    }

    /// <returns>The files that the task was taken from.</returns>
    private async Task<IEnumerable<string>> RegisterAsync(string dotnet, params string[] properties)
    {
        var log = Path.Combine(User.Logs, $"{Guid.NewGuid():N}.binlog");
        var run = await HermeticProcess.RunAsync(
            dotnet,
            ["build", "studio.proj", "-t:ShowVersion;RegisterStudioProject", "-tl:off", $"-bl:{log}", .. properties],
            Repository.Path,
            [.. Feed.DotNet.Environment, .. Repository.Environment],
            TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(0, run.StandardOutput);
        run.StandardOutput.ShouldContain($"on .NET {Version}");
        run.StandardOutput.ShouldContain("studio -> Studio project ");
        return BinaryLog.Read(log).AssembliesOf("CreateStudioProject");
    }

    /// <summary>A dotnet with this machine's SDK and no other runtime.</summary>
    /// <returns>The program.</returns>
    private string InstallDotNet()
    {
        var dotnet = Repository.Box["dotnet11"];
        var installed = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var runtime = Path.Combine(SourceTree.Packages, "microsoft.netcore.app.runtime.linux-x64", Version, "runtimes/linux-x64");
        var sdk = Directory.EnumerateDirectories(Path.Combine(installed, "sdk")).Max(StringComparer.Ordinal)!;

        File.Copy(Path.Combine(installed, "dotnet"), Path.Combine(Directory.CreateDirectory(dotnet).FullName, "dotnet"));
        CopyFiles(Directory.EnumerateFiles(runtime, "*", SearchOption.AllDirectories), Path.Combine(dotnet, "shared/Microsoft.NETCore.App", Version));
        CopyFiles([Path.Combine(runtime, "native/libhostfxr.so")], Path.Combine(dotnet, "host/fxr", Version));
        // The host looks for runtimes where dotnet.dll really is.
        var copy = Path.Combine(dotnet, "sdk", Path.GetFileName(sdk));
        CopyFiles([Path.Combine(sdk, "dotnet.dll")], copy);
        foreach (var entry in Directory.EnumerateFileSystemEntries(sdk).Where(entry => Path.GetFileName(entry) != "dotnet.dll"))
            File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(entry)), entry);
        Repository.Set("DOTNET_ROOT", dotnet).Set("DOTNET_ROLL_FORWARD", "LatestMajor");
        return Path.Combine(dotnet, "dotnet");
    }

    private static void CopyFiles(IEnumerable<string> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
