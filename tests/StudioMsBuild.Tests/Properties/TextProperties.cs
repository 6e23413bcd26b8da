using System.Text.RegularExpressions;
using CsCheck;

namespace StudioMsBuild.Tests.Properties;

public partial class TextProperties
{
    private static readonly Gen<string> Any = Gen.OneOf(
        Gen.Select(Gen.OneOf("", "::", "  ::", "\u00A0::", "##"), Texts.Any("##", "###", "vso[", "::", ":::")).Select(static (start, rest) => start + rest),
        Gen.Select(Texts.Any(), Gen.Int[1, 40]).Select(static (text, times) => string.Concat(Enumerable.Repeat(text, times))));

    [Fact]
    public void A_cleaned_text_has_nothing_that_a_terminal_or_a_CI_system_obeys() =>
        Property.Holds(Any, static text =>
        {
            var clean = Text.Clean(text);
            Control().IsMatch(clean).ShouldBeFalse(clean);
            SafeProject.CiCommand().IsMatch(clean).ShouldBeFalse(clean);
            clean.Length.ShouldBeLessThan(2 * Text.MaxLength);
        });

    [Fact]
    public void What_was_cleaned_once_stays_as_it_is_when_the_record_is_read() =>
        Property.Holds(Any, static text =>
        {
            var clean = Text.Clean(text);
            Text.Clean(clean, 4 * Text.MaxLength).ShouldBe(clean);
        });

    [Fact]
    public void A_text_without_anything_special_is_not_changed() =>
        Property.Holds(Gen.String[Gen.Char.AlphaNumeric, 0, Text.MaxLength], static text => Text.Clean(text).ShouldBe(text));

    [Fact]
    public void The_first_line_is_one_line() => Property.Holds(Any, static text => Text.FirstLine(text).ShouldBeFitToShow());

    // Half a surrogate pair, too: no log can be written with it.
    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();
}
