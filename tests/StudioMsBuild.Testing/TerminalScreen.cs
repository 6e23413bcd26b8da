using System.Globalization;
using System.Text.RegularExpressions;

namespace StudioMsBuild.Testing;

/// <summary>How a character of a terminal looks.</summary>
/// <param name="Color">One of the 16 colours; null: the terminal's own.</param>
public readonly record struct CharacterStyle(int? Color, bool IsBold);

/// <summary>Characters in one row that look alike.</summary>
public sealed record StyledText(int Column, string Text, CharacterStyle Style);

/// <summary>What a terminal shows in the end of what a program wrote to it: colours kept, cursor movements followed, links as their text.</summary>
public sealed partial class TerminalScreen
{
    private readonly List<List<(char Character, CharacterStyle Style)>> rows = [[]];
    private readonly int columns;
    private CharacterStyle style;
    private int row;
    private int column;

    private TerminalScreen(int columns) => this.columns = columns;

    /// <summary>The rows, without blanks at their ends and empty rows at the end.</summary>
    public static IReadOnlyList<IReadOnlyList<StyledText>> Show(string written, int columns)
    {
        var screen = new TerminalScreen(columns);
        foreach (Match part in Part().Matches(written))
        {
            if (part.Groups["final"].Success)
                screen.Control(part.Groups["final"].Value[0], part.Groups["parameters"].Value);
            else if (part.Groups["text"].Success)
                screen.Write(part.Groups["text"].Value[0]);
        }

        var shown = screen.rows.Select(Group).ToList();
        while (shown.Count > 0 && shown[^1].Count == 0)
            shown.RemoveAt(shown.Count - 1);
        return shown;
    }

    private static IReadOnlyList<StyledText> Group(List<(char Character, CharacterStyle Style)> row)
    {
        var runs = new List<StyledText>();
        for (var at = 0; at < row.Count; at++)
        {
            if (runs.Count > 0 && runs[^1].Style == row[at].Style)
                runs[^1] = runs[^1] with { Text = runs[^1].Text + row[at].Character };
            else
                runs.Add(new(at, row[at].Character.ToString(), row[at].Style));
        }

        if (runs.Count > 0)
            runs[^1] = runs[^1] with { Text = runs[^1].Text.TrimEnd() };
        return [.. runs.Where(run => run.Text.Trim().Length > 0)];
    }

    private void Write(char character)
    {
        if (character == '\r')
            column = 0;
        else if (character == '\n')
            MoveTo(row + 1);
        else if (character == '\b')
            column = Math.Max(0, column - 1);
        else if (!char.IsControl(character))
            Put(character);
    }

    private void Put(char character)
    {
        if (column == columns)
        {
            column = 0;
            MoveTo(row + 1);
        }

        var line = rows[row];
        while (line.Count <= column)
            line.Add((' ', default));
        line[column++] = (character, style);
    }

    private void Control(char final, string parameters)
    {
        var numbers = parameters.Split(';').Select(number => int.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
        var count = Math.Max(1, numbers[0]);
        switch (final)
        {
            case 'A' or 'F':
                MoveTo(Math.Max(0, row - count));
                column = final == 'F' ? 0 : column;
                break;
            case 'B' or 'E':
                MoveTo(row + count);
                column = final == 'E' ? 0 : column;
                break;
            case 'C':
                column = Math.Min(columns - 1, column + count);
                break;
            case 'D':
                column = Math.Max(0, column - count);
                break;
            case 'G':
                column = Math.Min(columns, count) - 1;
                break;
            case 'J' or 'K':
                Cut(rows[row]);
                if (final == 'J')
                    rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case 'm':
                foreach (var number in numbers)
                    style = Styled(number);
                break;
        }
    }

    private CharacterStyle Styled(int number) => number switch
    {
        0 => default,
        1 => style with { IsBold = true },
        22 => style with { IsBold = false },
        >= 30 and <= 37 => style with { Color = number - 30 },
        39 => style with { Color = null },
        >= 90 and <= 97 => style with { Color = number - 90 + 8 },
        _ => style,
    };

    private void Cut(List<(char Character, CharacterStyle Style)> line)
    {
        if (line.Count > column)
            line.RemoveRange(column, line.Count - column);
    }

    private void MoveTo(int target)
    {
        row = target;
        while (rows.Count <= row)
            rows.Add([]);
    }

    // OSC ends with BEL or with ESC \; what is neither it nor CSI is one escape of two or three characters.
    [GeneratedRegex(@"\x1b\[[?>]?(?<parameters>[0-9;]*)(?<final>[A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b.|(?<text>[^\x1b])", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Part();
}
