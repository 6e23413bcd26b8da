using CliWrap;
using CliWrap.Buffered;
using StudioMsBuild.Testing;

namespace Quickstart.Tests;

public class IrisClassifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_trains_and_writes_the_metrics_that_are_committed()
    {
        using var temporary = new TemporaryFolder();
        var sample = Path.Combine(SourceTree.Root, "samples", "IrisClassifier");
        var copy = temporary["iris"];
        SampleRepository.Copy(sample, copy);
        File.Delete(Path.Combine(copy, "metrics.json"));

        // From another folder, as the README of this repository calls samples.
        var run = await Cli.Wrap("dotnet")
            .WithWorkingDirectory(temporary.Path)
            .WithArguments(["run", "--project", copy])
            .WithEnvironmentVariables(variables => variables
                .Set("HOME", temporary.Path)
                .Set("DOTNET_CLI_HOME", temporary.Path)
                .Set("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false")
                .Set("NUGET_PACKAGES", SourceTree.Packages)
                .Set("NuGetAudit", "false")
                .Set("MSBUILDDISABLENODEREUSE", "1")
                .Set("DOTNET_CLI_USE_MSBUILD_SERVER", "false")
                .Set("UseSharedCompilation", "false"))
            .ExecuteBufferedAsync(Cancel);

        run.StandardOutput.ShouldContain("accuracy 94.7 %");
        (await File.ReadAllTextAsync(Path.Combine(copy, "metrics.json"), Cancel))
            .ShouldBe(await File.ReadAllTextAsync(Path.Combine(sample, "metrics.json"), Cancel));
        File.Exists(Path.Combine(copy, "model.zip")).ShouldBeTrue();
    }
}
