using CliWrap.Buffered;
using Markdig;
using Markdig.Syntax;

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>The script of docs/rehearse.md, "Rehearse a pipeline", unchanged, in a job of CI.</summary>
public sealed class RehearsalTests(Packed packed, Chromium chromium)
{
    [Fact]
    public async Task The_documented_script_registers_once_and_opens_the_page()
    {
        using var repository = UserRepository.Create(await packed.LibraryAsync());

        var run = await RunAsync(repository);

        run.ExitCode.ShouldBe(0, run.StandardOutput + run.StandardError);
        run.StandardOutput.ShouldMatch(@"train -> Studio project http://127\.0\.0\.1:[0-9]+/team/vision/projects/iris-classifier-[a-z0-9]{10}");
        run.StandardOutput.Split('\n').Count(line => line == "true").ShouldBe(2, run.StandardOutput);
        run.StandardOutput.ShouldContain($"<code>{UserRepository.Remote}</code>");
        repository.Ask("status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_documented_script_fails_if_nothing_is_registered()
    {
        using var repository = UserRepository.Create(await packed.LibraryAsync());

        var run = await RunAsync(repository.Set("DVC_STUDIO_OFFLINE", "true"));

        run.ExitCode.ShouldBe(1, run.StandardOutput + run.StandardError);
        run.StandardOutput.ShouldEndWith("false\n");
    }

    private static string Script()
    {
        var page = Markdown.Parse(File.ReadAllText(SourceTree.File("docs/rehearse.md")));
        return page
            .SkipWhile(block => block is not HeadingBlock { Inline.FirstChild: Markdig.Syntax.Inlines.LiteralInline title } || title.Content.ToString() != "Rehearse a pipeline")
            .OfType<FencedCodeBlock>()
            .First()
            .Lines.ToString();
    }

    private async Task<BufferedCommandResult> RunAsync(GitRepository repository)
    {
        _ = chromium.Browser; // Skips where there is none.
        await packed.ToolAsync();
        var feed = await packed.LibraryAsync();
        return await HermeticProcess.RunAsync(
            "bash",
            [repository.Box.Write("rehearse.sh", Script())],
            repository.Path,
            [
                .. feed.DotNet.Environment,
                .. repository.Environment.Where(variable => variable.Key != "PATH"),
                new("PATH", $"{packed.ToolFolder}:{Environment.GetEnvironmentVariable("PATH")}"),
                new("CI", "true"),
            ],
            TestContext.Current.CancellationToken);
    }
}
