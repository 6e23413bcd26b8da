using System.Runtime.CompilerServices;

namespace StudioMsBuild.Reporting;

/// <summary>
/// Text for the user, written as an interpolated string: only its literals are ours, and only they break lines. The value of a
/// hole is blanked, cleaned, bounded and put in quotes where it could pass for our own sentence, once it is known which tokens to
/// blank.
/// <c>{name:64}</c> bounds it to 64 characters; <see cref="Unquoted"/> is for words that the engine chose; a
/// <see cref="Command"/> and a
/// <see cref="Page"/> get a line of their own.
/// </summary>
[InterpolatedStringHandler]
internal sealed class ReportText
{
    // The longest URL that is sent, recorded or shown.
    private const int DefaultMaxLength = 2048;

    private readonly List<Func<KnownTokens, CommandContext, string>> parts = [];

    public ReportText(int literalLength, int formattedCount)
    {
    }

    /// <summary>Nothing at all; as a step, no line.</summary>
    public static ReportText Empty { get; } = new(0, 0);

    /// <summary>The text itself, where C# would otherwise make a string of it.</summary>
    public static ReportText Line(ReportText text) => text;

    public static ReportText Lines(IEnumerable<ReportText> lines)
    {
        var text = new ReportText(0, 0);
        foreach (var line in lines)
        {
            if (text.parts.Count > 0)
                text.AppendLiteral("\n");
            text.AppendFormatted(line);
        }

        return text;
    }

    /// <summary>
    /// Words that the engine chose, such as a reason or a source's name: cleaned all the same, but not put in quotes.
    /// </summary>
    public static UnquotedText Unquoted(string text, int maxLength = DefaultMaxLength) => new(text, maxLength);

    /// <summary>The URL of a page to open, on a line of its own, where nothing is copied along with it.</summary>
    public static PageText Page(string url) => new(url);

    /// <summary>JSON for the user to paste.</summary>
    public static JsonText Json(string json) => new(json);

    public void AppendLiteral(string literal) => Add((_, _) => literal);

    public void AppendFormatted(string? value) => Append(value, DefaultMaxLength);

    public void AppendFormatted(string? value, string format) => Append(value, int.Parse(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(UnquotedText words) => Add((tokens, _) => tokens.Clean(words.Value, words.MaxLength));

    public void AppendFormatted(JsonText json) => Add((tokens, _) => Text.CleanJson(tokens.Blank(json.Value)));

    public void AppendFormatted(PageText page) =>
        Add((tokens, _) => $"\n    {Text.Quote(tokens.Blank(page.Url), DefaultMaxLength)}");

    public void AppendFormatted(ReportText? text)
    {
        if (text is not null)
            Add(text.RenderParts);
    }

    public void AppendFormatted(Command command) => Add(command.Render);

    public void AppendFormatted(int number) => Add((_, _) => number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double number, string format) =>
        Add((_, _) => number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A list of names, at most ten of them.</summary>
    public void AppendFormatted(IReadOnlyCollection<string> names) => Add((tokens, _) =>
        string.Join(", ", names.Take(10).Select(name => Text.Quote(tokens.Blank(name), 64)))
        + (names.Count > 10 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - 10} more") : ""));

    /// <summary>The text as it may leave the task.</summary>
    public string Render(KnownTokens tokens, CommandContext context) =>
        string.Join('\n', tokens.Blank(RenderParts(tokens, context)).Split('\n').Select(Text.BreakCiCommands));

    /// <summary>The same for a logging command of a CI system, whose literals are the command.</summary>
    public string RenderCommand(KnownTokens tokens) => tokens.Blank(RenderParts(tokens, CommandContext.None));

    /// <summary>The text without the project's path in its commands.</summary>
    public override string ToString() => Render(new KnownTokens(), CommandContext.None);

    private void Append(string? value, int maxLength) => Add((tokens, _) => Text.Quote(tokens.Blank(value ?? ""), maxLength));

    private string RenderParts(KnownTokens tokens, CommandContext context) =>
        string.Concat(parts.Select(part => part(tokens, context)));

    private void Add(Func<KnownTokens, CommandContext, string> part) => parts.Add(part);

    internal readonly record struct UnquotedText(string Value, int MaxLength);

    internal readonly record struct PageText(string Url);

    internal readonly record struct JsonText(string Value);
}
