using System.Text;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>The token is blanked in every spelling that a server, a proxy or .NET may give it.</summary>
public class TokenRedactorTests
{
    private const string Token = "isat_Zk3vQ8-w/7Yh+2LmNp4RtBx9CdFgHj";

    public static TheoryData<string> Spellings { get; } =
    [
        Token,
        Token.ToUpperInvariant(),
        Uri.EscapeDataString(Token),
        Uri.EscapeDataString(Uri.EscapeDataString(Token)),
        Escaped("%{0:x2}"),
        Escaped("%25{0:X2}"),
        Escaped("\\u{0:x4}"),
        Escaped("\\x{0:X2}"),
        Escaped("&#{0};"),
        Escaped("&#x{0:x};"),
        Escaped("{0:x2}"),
        Escaped("{0:X2} "),
        Escaped("{0:x2}:"),
        Token.Replace("/", "\\/", StringComparison.Ordinal),
        Base64(""),
        Base64("").Replace('+', '-').Replace('/', '_').TrimEnd('='),
        Token.Insert(20, "; "),
        Token.Insert(20, "\r\n"),
        Token.Insert(20, "\\r\\n"),
        string.Join(' ', Token.ToCharArray()),
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_is_blanked_and_the_rest_of_the_text_stays(string spelling)
    {
        var text = new TokenRedactor(Token).Blank($"Invalid token {spelling}, sorry");

        text.ShouldStartWith("Invalid token ***");
        text.ShouldEndWith(", sorry");
        text.Length.ShouldBeLessThan("Invalid token , sorry".Length + 10);
    }

    [Theory]
    [InlineData("token ")]
    [InlineData("x:")]
    [InlineData("yz-")]
    [InlineData("isat:")]
    public void In_base64_it_is_blanked_whatever_precedes_it(string before)
    {
        var text = new TokenRedactor(Token).Blank(Base64(before) + Base64(""));

        text.ShouldContain("***");
        text.Length.ShouldBeLessThan(before.Length * 2 + 20);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(25)]
    public void A_token_that_was_cut_off_is_blanked(int length) =>
        new TokenRedactor(Token).Blank($"token {Token[..length]}").ShouldBe("token ***");

    [Fact]
    public void Both_halves_are_blanked_with_words_between_them() =>
        new TokenRedactor(Token).Blank($"first: {Token[..19]}; second: {Token[19..]}").ShouldBe("first: ***; second: ***");

    [Theory]
    [InlineData("The repository was not found")]
    [InlineData("repo_url: Enter a valid URL; name: Too long")]
    [InlineData("isat_ and dsat_ are the beginnings of tokens")]
    [InlineData("100%, \\u, %zz, &#;, &#x;, \\x4")]
    [InlineData("")]
    public void A_text_without_it_stays_as_it_is(string text) => new TokenRedactor(Token).Blank(text).ShouldBe(text);

    [Theory]
    [InlineData("T", "a T b", "a *** b")]
    [InlineData("!!", "a !! b", "a *** b")]
    [InlineData("ab", "YWI= 6162 ab", "YWI= 6162 ***")]
    public void A_short_token_is_blanked_and_no_word_is_taken_for_it(string token, string text, string blanked) =>
        new TokenRedactor(token).Blank(text).ShouldBe(blanked);

    private static string Escaped(string format) =>
        string.Concat(Token.Select(c => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, (int)c))).TrimEnd(' ', ':');

    private static string Base64(string before) => Convert.ToBase64String(Encoding.ASCII.GetBytes(before + Token));
}
