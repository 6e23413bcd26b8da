using CsCheck;

namespace StudioMsBuild.Tests.Properties;

/// <summary>Texts that somebody might write, and that nobody should.</summary>
internal static class Texts
{
    /// <summary>A placeholder for a password, a token or the content of a file: no text of ours contains it.</summary>
    public const string Secret = "sEcReT-0123456789";

    /// <summary>What readers of any format stumble over.</summary>
    private static readonly string[] Hostile =
    [
        "\n", "\r\n", "\t", " ", "\0", "\u001B[31m", "\u0085", "\u2028", "\u202E", "\u2066", "\uFEFF", "\uD83D", "\uDE00", "🎉", "é", "İ", "ß", "模",
        "%", "%2", "%00", "%0A", "%20", "%25", "%2F", "%5C", "%C2%9B", "%E2%80%AE", "%FF", "\\", "\"", "'", "\"\"\"", "'''", "#", "?", "@", ":", "::", "://", "/", "//",
        ".", "..", "/../", "-", "--", "~", "=", ",", ";", "[", "]", "[[", "]]", "{", "}", "<", "##vso[", "##[", "::error::", "$(", "%(", "xn--", "localhost", "[::1]", "0", "65536", "1e999",
    ];

    private static readonly Gen<string> Character = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char).Select(static c => c.ToString());

    /// <summary>Any text, made of characters and of what is special in these places.</summary>
    public static Gen<string> Any(params string[] special)
    {
        var piece = Gen.Frequency((3, Gen.OneOf([.. special, .. Hostile])), (2, Character));
        return piece.Array[0, 24].Select(string.Concat);
    }

    /// <summary>A good text with up to four places spoilt: something put in, taken out or replaced.</summary>
    public static Gen<string> Mutated(Gen<string> good, params string[] special)
    {
        var piece = Gen.Frequency((1, Gen.Const("")), (2, Gen.OneOf([.. special, .. Hostile])), (1, Character));
        var change = Gen.Select(Gen.Double.Unit, Gen.Int[0, 6], piece);
        return Gen.Select(good, change.Array[0, 4], static (text, changes) => changes.Aggregate(text, static (changed, change) =>
        {
            var (at, length, put) = change;
            var from = (int)(at * (changed.Length + 1));
            return string.Concat(changed.AsSpan(0, from), put, changed.AsSpan(Math.Min(from + length, changed.Length)));
        }));
    }

    /// <summary>A name as people give it, in any script, without what a terminal would act on.</summary>
    public static Gen<string> Name { get; } =
        Gen.OneOf(Gen.OneOf("iris", "größe", "模型 🎉", "a/b", "$(x);%3B", "std::vector", "\"quoted\"", "back\\slash", "<b>"), Any().Select(static text => Text.Clean(text)));

    /// <summary>One line, fit for a log, and without the secret.</summary>
    public static void ShouldBeFitToShow(this string text)
    {
        Text.HasControl(text).ShouldBeFalse(text);
        text.ShouldNotContain(Secret, Case.Insensitive);
        text.Length.ShouldBeLessThan(4096);
    }

    public static void ShouldBeFitToShow(this Failure failure, params string[] codes) => failure.Diagnostic.ShouldBeFitToShow(codes);

    public static void ShouldBeFitToShow(this Diagnostic diagnostic, params string[] codes)
    {
        codes.ShouldContain(diagnostic.Code, StringComparer.Ordinal);
        foreach (var line in diagnostic.Text.Split('\n'))
            line.ShouldBeFitToShow();
    }
}
