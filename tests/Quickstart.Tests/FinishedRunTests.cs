using System.Text.RegularExpressions;
using StudioMsBuild.Testing;

namespace Quickstart.Tests;

public class FinishedRunTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    [Fact]
    public void It_ends_with_exit_code_0() => run.ExitCode.ShouldBe(0, run.Output);

    [Theory]
    [InlineData("dotnet pack src/StudioMsBuild ")]
    [InlineData("git remote add origin https://github.com/example/iris-classifier.git")]
    [InlineData("studio-emulator --port 0 ")]
    [InlineData("dotnet build -t:RegisterStudioProject")]
    public void It_shows_each_command(string command) => run.Output.ShouldContain($"\n$ {command}");

    [Fact]
    public void It_shows_what_the_build_prints() =>
        run.Output.ShouldMatch(@"(?m)^  IrisClassifier -> Studio project http://127\.0\.0\.1:[0-9]+/user/local/projects/iris-classifier-[a-z0-9]{10}$");

    [Fact]
    public void It_prints_the_project_s_url_that_the_build_printed()
    {
        var printed = Regex.Match(run.Output, "(?<=-> Studio project ).*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        run.Output.ShouldContain($"\nThe project's page: {printed}\n");
    }

    [Fact]
    public void Without_a_terminal_it_fetches_the_page_and_says_that_it_answers() =>
        run.Output.ShouldContain("\nIt answers (200) and shows iris-classifier.");

    [Fact]
    public void Nothing_that_the_user_has_set_gets_into_it() => run.Output.ShouldNotContain(FinishedRun.UsersOwn);

    [Fact]
    public void It_leaves_no_temporary_folder() => run.Leftovers.ShouldBeEmpty();

    [Fact]
    public void It_leaves_the_checkout_as_it_was() => run.CheckoutAfter.ShouldBe(run.CheckoutBefore, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void It_leaves_no_process()
    {
        if (Needs.Linux is { } reason)
            Assert.Skip(reason);
        run.RunningProcesses.ShouldBeEmpty();
    }
}
