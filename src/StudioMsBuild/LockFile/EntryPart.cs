using System.Runtime.InteropServices;

namespace StudioMsBuild.LockFile;

/// <summary>Which of an answer's projects an entry is, written as 1/2; the only one of an answer has no part.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryPart(int Number, int Count)
{
    public static readonly EntryPart Only = new(1, 1);

    public static EntryPart? Parse(string text)
    {
        if (text.Length == 0)
            return Only;
        return text.Split('/') is [var number, var count]
            && ReadNumber(number) is { } n
            && ReadNumber(count) is { } m
            && n <= m
            && m <= AnswerReader.MostProjects
            ? new EntryPart(n, m)
            : null;
    }

    public override string ToString() => $"{Number}/{Count}";

    // As it is written: at least 1, without signs, blanks and leading zeros.
    private static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text[0] != '0' ? number : null;
}
