using System.Text;
using System.Text.Json;

namespace StudioMsBuild.PackageTests;

/// <summary>An answer is data: whatever it holds, nothing of it is expanded, split, run or drawn.</summary>
public sealed class HostileAnswers(HostileAnswers.Build build) : IClassFixture<HostileAnswers.Build>, IDisposable
{
    private const string Escape = "\u001b";

    /// <summary>Names that MSBuild would read as something else; they arrive as they are.</summary>
    public static TheoryData<string, string> LiteralNames { get; } = new()
    {
        { "property-function", "$([System.IO.File]::ReadAllText('/etc/hostname'))" },
        { "environment-function", "$([System.Environment]::GetEnvironmentVariable('ML_TOKEN'))" },
        { "property", "$(MSBuildProjectName) $(Token)" },
        { "item-list", "@(Variant) @(StudioProject)" },
        { "metadata", "%(Identity) %(FullPath)" },
        { "semicolons", "one;two;;three" },
        { "escaped-semicolon", "one%3Btwo%3btwo%25" },
        { "glob-of-all", "*" },
        { "glob-of-projects", "*.proj" },
        { "deep-glob", "**/*" },
        { "question-marks", "glob-of-al?.proj" },
        { "quotes", "it's \"quoted\" <b>&amp;</b>" },
        { "format-items", "{0} {1:X} {" },
        { "other-languages", "Ирис 虹膜 🌸" },
    };

    /// <summary>Names that a terminal or a CI system would act on; they arrive broken up or written out.</summary>
    public static TheoryData<string, string> DangerousNames { get; } = new()
    {
        { "azure-command", "iris ##vso[task.setvariable variable=PATH]/tmp" },
        { "azure-formatting", "##[command]rm" },
        { "azure-section", "##[section]\r\n##[error]fake" },
        { "teamcity-command", "x ##teamcity[buildStatus text='fake']" },
        { "github-command", "::set-output name=x::y" },
        { "github-command-on-a-new-line", "iris\n::error file=a.cs::fake" },
        { "github-old-command", "\t::add-mask::iris" },
        { "hyperlink", $"{Escape}]8;;https://evil.example.com\u0007iris{Escape}]8;;\u0007" },
        { "clear-screen", $"{Escape}[2J{Escape}[H{Escape}[31miris" },
        { "bell-and-backspaces", "iris\a\b\b\b\bfake" },
        { "c1-controls", "\u009b2J\u009d8;;https://evil.example.com\u009ciris\u0085" },
        { "null-and-delete", "a\0b\u007f" },
        { "bidi-override", "iris\u202Egnp.exe\u202C \u2066\u2069\u200F" },
        { "line-separators", "a\u2028::warning::b\u2029c" },
    };

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "id-with-an-expression", "\"id\"" },
        { "id-with-a-semicolon", "\"id\"" },
        { "id-that-is-a-path", "\"id\"" },
        { "id-that-is-too-long", "\"id\"" },
        { "id-that-is-empty", "\"id\"" },
        { "id-that-is-true", "\"id\"" },
        { "name-that-is-an-object", "\"name\"" },
        { "url-with-a-script", "\"url\"" },
        { "url-of-a-file", "\"url\"" },
        { "url-that-is-relative", "\"url\"" },
        { "url-with-user-info", "\"url\"" },
        { "url-with-a-query", "\"url\"" },
        { "url-with-a-fragment", "\"url\"" },
        { "url-with-an-escape-sequence", "\"url\"" },
        { "url-with-another-alphabet", "\"url\"" },
        { "second-project-is-hostile", "\"url\"" },
        { "two-megabytes", "1 MB" },
        { "two-megabytes-of-blanks", "1 MB" },
        { "deep-nesting", "not JSON" },
        { "two-documents", "not JSON" },
    };

    public void Dispose() => build.User.KeepLogsOfFailure(nameof(HostileAnswers));

    [Theory]
    [MemberData(nameof(LiteralNames))]
    public void A_name_reaches_other_targets_as_it_was_sent(string name, string sent)
    {
        build.Complaints(name).ShouldBeEmpty();

        build.Seen(name)[0].ShouldBe($"property {sent}");
        build.Seen(name)[1].ShouldBe($"name {sent}");
    }

    [Theory]
    [MemberData(nameof(DangerousNames))]
    public void A_name_that_would_act_on_a_terminal_or_CI_system_reaches_other_targets_harmless(string name, string sent)
    {
        build.Complaints(name).ShouldBeEmpty();

        var seen = build.Seen(name)[1]["name ".Length..];
        (seen == sent).ShouldBeFalse(seen);
        ShouldBeHarmless(seen);
        build.Seen(name)[0].ShouldBe($"property {seen}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_answer_that_is_not_what_the_API_page_shows_is_refused_as_a_whole(string name, string reason)
    {
        var lines = build.Complaints(name);

        lines.ShouldNotBeEmpty(build.Run.Screen);
        lines.ShouldAllBe(line => line.StartsWith("error STUDIO3016: ", StringComparison.Ordinal));
        lines[0].ShouldContain(reason, Case.Sensitive);
        build.Seen(name).ShouldBeEmpty();
    }

    [Fact]
    public void A_URL_that_reads_like_an_MSBuild_expression_stays_one_literal_item() =>
        build.Seen("url-with-expressions").Skip(2)
            .ShouldHaveSingleItem().ShouldBe($"url {build.Studio.Url}{Build.PathWithExpressions}");

    [Fact]
    public void A_name_of_nearly_a_megabyte_is_cut()
    {
        build.Complaints("long-name").ShouldBeEmpty();

        build.Seen("long-name")[1].Length.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData("detail-with-expressions", "$([System.IO.File]::ReadAllText('/etc/hostname')) @(Variant) %(Identity) {0}")]
    [InlineData("detail-with-newlines", "first")]
    [InlineData("detail-with-a-command", "iris")]
    [InlineData("detail-with-escapes", "iris")]
    [InlineData("detail-in-a-field-name", "repo")]
    [InlineData("detail-of-a-megabyte", "aaaa")]
    public void Studios_words_in_an_error_are_one_harmless_line(string name, string part)
    {
        var lines = build.Complaints(name);

        // The first line has the words; the others are this package's own steps.
        var line = lines[0];
        lines.Skip(1).ShouldAllBe(step => step.StartsWith("error STUDIO3008:   ", StringComparison.Ordinal));
        line.ShouldStartWith("error STUDIO3008: Studio refused the registration ");
        line.ShouldContain(part, Case.Sensitive);
        line.Length.ShouldBeLessThan(2000);
        ShouldBeHarmless(line);
    }

    [Theory]
    [InlineData("token-in-the-name")]
    [InlineData("token-in-the-url")]
    [InlineData("token-in-the-detail")]
    [InlineData("token-in-a-field-name")]
    [InlineData("token-in-the-location")]
    public void A_token_that_is_echoed_is_blanked(string name)
    {
        var shown = string.Join('\n', [.. build.Complaints(name), .. build.Seen(name)]);

        shown.ShouldNotBeEmpty();
        shown.ShouldNotContain(AnswersBuild.Token, Case.Insensitive);
        shown.ShouldNotContain(Uri.EscapeDataString(AnswersBuild.Token), Case.Insensitive);
        if (name != "token-in-the-location")
            shown.ShouldContain("***", Case.Sensitive);
    }

    [Fact]
    public void The_token_is_in_no_log()
    {
        build.Run.Screen.ShouldNotContain(AnswersBuild.Token, Case.Insensitive);
        build.Log.Everything.ShouldNotContain(AnswersBuild.Token, Case.Insensitive);
    }

    [Fact]
    public void Nothing_on_the_whole_screen_acts_on_a_terminal_or_CI_system()
    {
        foreach (var line in build.Run.Screen.ReplaceLineEndings("\n").Split('\n'))
            ShouldBeHarmless(line);
    }

    [Fact]
    public void Nothing_in_the_binary_log_acts_on_a_terminal_or_CI_system()
    {
        foreach (var message in build.Log.Messages.Where(message => message.SenderName is "CreateStudioProject" or "Message").Select(message => message.Message!))
            ShouldBeHarmless(message);
    }

    private static void ShouldBeHarmless(string text)
    {
        text.EnumerateRunes().Where(rune => rune.Value != '\n' && (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0x061C or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))).ShouldBeEmpty(text);
        text.ShouldNotMatch(@"##\w*\[");
        text.ShouldNotMatch(@"(?m)^\s*::");
    }

    /// <summary>One build that gets all of them.</summary>
    public sealed class Build(PackedPackage package) : AnswersBuild(package)
    {
        public const string PathWithExpressions = "/user/$(MSBuildProjectName)/@(Variant)/%(Identity)/*;x/%3B/it's-tsanhawn9y";

        protected override void Fill()
        {
            foreach (var row in LiteralNames.Concat(DangerousNames))
                Add(row.Data.Item1, Answers.Project(name: row.Data.Item2));

            Add("id-with-an-expression", Answers.Project(id: "$(MSBuildProjectName)"));
            Add("id-with-a-semicolon", Answers.Project(id: "a;b"));
            Add("id-that-is-a-path", Answers.Project(id: "../../a"));
            Add("id-that-is-too-long", Answers.Project(id: new string('a', 65)));
            Add("id-that-is-empty", Answers.Project(id: ""));
            Add("id-that-is-true", One("""{ "id": true, "name": "a", "url": "https://studio.example.com/a" }"""));
            Add("name-that-is-an-object", One("""{ "id": "a", "name": { "a": 1 }, "url": "https://studio.example.com/a" }"""));
            Add("url-with-a-script", Answers.Project(url: "javascript:alert(1)"));
            Add("url-of-a-file", Answers.Project(url: "file:///etc/passwd"));
            Add("url-that-is-relative", Answers.Project(url: "/user/ada/projects/iris"));
            Add("url-with-user-info", Answers.Project(url: "https://studio.example.com@evil.example.com/a"));
            Add("url-with-a-query", Answers.Project(url: $"{Studio.Url}/a?next=b"));
            Add("url-with-a-fragment", Answers.Project(url: $"{Studio.Url}/a##vso[task.setvariable variable=a]b"));
            Add("url-with-an-escape-sequence", Answers.Project(url: $"{Studio.Url}/{Escape}[2Ja"));
            Add("url-with-another-alphabet", Answers.Project(url: "https://studiо.example.com/a")); // a Cyrillic o
            Add("second-project-is-hostile", Answers.Json(200, """{ "projects": [ { "id": "a", "name": "a", "url": "https://studio.example.com/a" }, { "id": "b", "name": "b", "url": "javascript:b" } ] }"""));
            Add("two-megabytes", Answers.Project(name: new string('a', 2 << 20)));
            Add("two-megabytes-of-blanks", Answers.Text(200, "application/json", new string(' ', 2 << 20) + "{}"));
            Add("deep-nesting", Answers.Json(200, $$"""{ "projects": {{new string('[', 100_000)}}{{new string(']', 100_000)}} }"""));
            Add("two-documents", Answers.Json(200, """{ "projects": [ { "id": "a", "name": "a", "url": "https://studio.example.com/a" } ] } { }"""));

            Add("url-with-expressions", context => Answers.Project(url: Studio.Url + PathWithExpressions)(context));
            Add("long-name", Answers.Project(name: new string('a', 1_000_000)));

            Add("detail-with-expressions", Detail("$([System.IO.File]::ReadAllText('/etc/hostname')) @(Variant) %(Identity) {0}"));
            Add("detail-with-newlines", Detail("first\r\nsecond\n::error::third\n   at Some.Stack.Trace()"));
            Add("detail-with-a-command", Detail("iris ##vso[task.complete result=Succeeded] ##teamcity[x] ##[group]y"));
            Add("detail-with-escapes", Detail($"{Escape}[2J{Escape}]0;title\u0007iris\u009b31m\u202E"));
            Add("detail-in-a-field-name", Answers.Json(400, $$"""{ {{JsonSerializer.Serialize($"repo{Escape}[2J\n##vso[x]")}}: ["bad"] }"""));
            Add("detail-of-a-megabyte", Detail(new string('a', 1_000_000)));

            var inUrls = Uri.EscapeDataString(Token);
            Add("token-in-the-name", Answers.Project(name: $"iris {Token} {Token.ToUpperInvariant()}"));
            Add("token-in-the-url", Answers.Project(url: $"{Studio.Url}/user/{inUrls}/{Token}/iris"));
            Add("token-in-the-detail", Detail($"The token {Token} ({inUrls}) is not good"));
            Add("token-in-a-field-name", Answers.Json(400, $$"""{ "{{Token}}": ["bad"] }"""));
            Add("token-in-the-location", Answers.Redirect(302, $"https://login.example.com/?token={inUrls}"));
        }

        private static Microsoft.AspNetCore.Http.RequestDelegate One(string project) => Answers.Json(200, $$"""{ "projects": [ {{project}} ] }""");

        private static Microsoft.AspNetCore.Http.RequestDelegate Detail(string detail) => Answers.Json(400, $$"""{ "detail": {{JsonSerializer.Serialize(detail)}} }""");
    }
}
