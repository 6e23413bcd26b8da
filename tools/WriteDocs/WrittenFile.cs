using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using StudioMsBuild.Settings;

namespace WriteDocs;

/// <summary>A file of the checkout of which parts are written from the table of settings or from the diagnostics.</summary>
/// <param name="Path">From the checkout's root.</param>
/// <param name="Write">Gives the file's content with these parts as they should be.</param>
internal sealed record WrittenFile(string Path, Func<string, string> Write)
{
    private const string Command = "dotnet run --project tools/WriteDocs";

    private const string SettingsPage = "https://github.com/studiomsbuild/studiomsbuild/blob/main/docs/settings.md";

    private const int LineLength = 130;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IReadOnlyList<SettingDefinition> Settings => StudioSettings.Definitions;

    public static IReadOnlyList<WrittenFile> All { get; } =
    [
        new("README.md", static text => Replace(text, @"(?<=\| property \| default, in this order \| meaning \|\n\|---\|---\|---\|\n)(\| `Studio.*\n)+",
            Lines(Settings.Where(static setting => setting.IsInReadme).Select(static setting => $"| `{setting.Name}` | {setting.Default} | {setting.Summary} |")))),
        new("docs/settings.md", static text => WriteTables(Settings.Aggregate(text, WriteHead))),
        new("build/StudioMsBuild.targets", WriteTargets),
        new("build/StudioMsBuild.targets.buildschema.json", static text => Replace(text, """(?<="properties": \{\n)[\s\S]*?\n(?=  \},\n  "items")""",
            string.Join(",\n", Settings.Select(Schema)) + "\n")),
        new("src/StudioMsBuild/CreateStudioProject.Settings.cs", static _ => WriteParameters()),
    ];

    /// <summary>Summary and default in sentences.</summary>
    private static string Sentences(SettingDefinition setting) => $"{char.ToUpperInvariant(setting.Summary[0])}{setting.Summary[1..]}. Default: {setting.Default}.";

    private static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal);

    /// <summary>The first paragraph of a setting's section; a new setting gets its section before that of the next one.</summary>
    private static string WriteHead(string page, SettingDefinition setting)
    {
        var heading = $"## {setting.Name}\n\n";
        if (!page.Contains(heading, StringComparison.Ordinal))
        {
            var next = Settings.SkipWhile(other => other != setting).Select(static other => $"## {other.Name}\n")
                .FirstOrDefault(other => page.Contains(other, StringComparison.Ordinal), "## The item StudioRegistration\n");
            page = page.Replace(next, $"{heading}\n{next}", StringComparison.Ordinal);
        }

        return Replace(page, $"(?<={Regex.Escape(heading)})(.+\n)*", Wrap(Sentences(setting)));
    }

    private static string WriteTables(string page)
    {
        // The dry run that the page begins with: all but the URL and the folder, which Git gives, and StudioDryRun itself.
        page = Replace(page, "[0-9]+(?= other settings have their defaults)", string.Create(CultureInfo.InvariantCulture, $"{Settings.Count - 3}"));
        page = Replace(page, @"(?<=\| property \| meaning \|\n\|---\|---\|\n)(\| .*\n)+", Lines(Settings
            .Select(static setting => $"| [`{setting.Name}`](#{setting.Name.ToLowerInvariant()}) | {setting.Summary} |")));
        page = Replace(page, @"(?<=\| variable \| for \|\n\|---\|---\|\n)(\| .* \| `Studio.*\n)+", Lines(Settings
            .Where(static setting => setting.Variables.Length > 0)
            .Select(static setting => $"| {string.Join(", ", setting.Variables.Select(static variable => $"`{variable}`"))} | `{setting.Name}` |")));
        return Replace(page, @"(?<=\| key \| for \|\n\|---\|---\|\n)(\| .* \| `Studio.*\n)+", Lines(Settings
            .Where(static setting => setting.DvcKey is not null)
            .Select(static setting => $"| `{setting.DvcKey}` | `{setting.Name}` |")));
    }

    private static string WriteTargets(string text)
    {
        text = Replace(text, @"(  <!-- Studio[A-Za-z]+: .*-->\n)+", Lines(Settings.Select(static setting => $"  <!-- {setting.Name}: {Plain(Sentences(setting))} -->")));
        text = Replace(text, @"(      Studio[A-Za-z]+=""\$\(Studio[A-Za-z]+\)""\n?)+(?=>)",
            string.Join('\n', Settings.Select(static setting => $"      {setting.Name}=\"$({setting.Name})\"")));
        var codes = DiagnosticList.Codes(text).GroupBy(static code => code / 1000).SelectMany(static thousand => thousand.Chunk(10));
        return Replace(text, @"(?<=<_StudioCodes>\n)[^<]*\n(?= *</_StudioCodes>)",
            string.Join(";\n", codes.Select(static line => $"      {string.Join(';', line.Select(static code => $"STUDIO{code}"))}")) + "\n");
    }

    private static string Schema(SettingDefinition setting)
    {
        var lines = new List<string>
        {
            $"\"description\": {Json(Plain(Sentences(setting)))}",
            $"\"type\": {Json(setting.EditorType)}",
            $"\"helpUrl\": {Json($"{SettingsPage}#{setting.Name.ToLowerInvariant()}")}",
        };
        if (setting.ConstantDefault is { } value)
            lines.Insert(2, $"\"defaultValue\": {Json(value)}");
        return $"    {Json(setting.Name)}: {{\n      {string.Join(",\n      ", lines)}\n    }}";
    }

    private static string WriteParameters()
    {
        var parameters = Settings.Select(static setting =>
            $$"""
            {{Comment($"{Plain(Sentences(setting))}{Codes(setting)}")}}
                public string? {{setting.Name}} { get => Get(); set => Set(value); }

            """);
        return $$"""
            // Written by '{{Command}}' from the table of settings.
            namespace StudioMsBuild;

            /// <content>The settings.</content>
            public sealed partial class CreateStudioProject
            {
            {{string.Join('\n', parameters)}}}

            """;
    }

    private static string Codes(SettingDefinition setting) =>
        setting.Codes.Length == 0 ? "" : $" Diagnostics: {string.Join(", ", setting.Codes.Select(static code => $"STUDIO{code}"))}.";

    /// <summary>An XML comment, on lines of its own where it is long.</summary>
    private static string Comment(string text)
    {
        const string Start = "    /// ";
        var line = $"{Start}<summary>{text}</summary>";
        return line.Length <= LineLength ? line : $"{Start}<summary>\n{Wrap(text, Start)}{Start}</summary>";
    }

    private static string Wrap(string text, string start = "")
    {
        var lines = new List<string> { start };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > LineLength)
                lines.Add(start + word);
            else
                lines[^1] += lines[^1].Length == start.Length ? word : $" {word}";
        }

        return Lines(lines);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(static line => line + "\n"));

    private static string Json(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static string Replace(string text, string pattern, string part)
    {
        var place = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
        return place.IsMatch(text) ? place.Replace(text, part.Replace("$", "$$", StringComparison.Ordinal), 1) : throw new InvalidOperationException($"Nothing matches {pattern}");
    }
}
