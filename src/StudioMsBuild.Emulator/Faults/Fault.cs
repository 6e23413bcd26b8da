using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>What goes wrong with one create request: a name of <see cref="FaultList"/>, with its prefix, suffix and header.</summary>
public sealed partial class Fault
{
    private const string Wait = "delay-";
    private const string AfterCreating = "-created";

    private readonly FaultKind kind;
    private readonly bool waits;
    private readonly bool creates;
    private readonly string? retryAfter;

    private Fault(string name, FaultKind kind, bool waits, bool creates, string? retryAfter) =>
        (Name, this.kind, this.waits, this.creates, this.retryAfter) = (name, kind, waits, creates, retryAfter);

    /// <summary>Every name, without prefix and suffix.</summary>
    public static IEnumerable<string> Names => FaultList.All.Select(kind => kind.Name);

    /// <summary>Every name with what the client sees.</summary>
    public static IEnumerable<(string Name, string Summary)> Summaries => FaultList.All.Select(kind => (kind.Name, kind.Summary));

    /// <summary>The full name, such as "delay-500-created".</summary>
    public string Name { get; }

    /// <summary>Reads a fault of the form <c>[delay-]NAME[-created][:Retry-After=TEXT]</c>.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(name);

        fault = null;
        var match = WrittenForm.Match(name);
        if (!match.Success)
            return false;

        // A name may itself begin with delay or end in created.
        var text = match.Groups["name"].Value;
        var createsFirst = text.EndsWith(AfterCreating, StringComparison.Ordinal);
        text = createsFirst ? text[..^AfterCreating.Length] : text;
        var waitsFirst = text.StartsWith(Wait, StringComparison.Ordinal);
        text = waitsFirst ? text[Wait.Length..] : text;
        var header = match.Groups["value"] is { Success: true, Value: var value } ? value : null;
        if (FaultList.All.FirstOrDefault(kind => kind.Name == text) is not { } kind || (header is not null && !kind.IsError))
            return false;

        fault = new Fault(name, kind, waitsFirst, createsFirst, header);
        return true;
    }

    internal async Task AnswerAsync(HttpContext context, Func<IResult> create)
    {
        var proper = new Lazy<IResult>(create);
        if (creates)
            _ = proper.Value;
        if (waits)
            await FaultList.DelayAsync(context);
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await kind.Answer(context, () => proper.Value);
    }

    // A header holds printable ASCII only.
    [GeneratedRegex(
        """^(?<name>[a-z0-9-]+)(:Retry-After=("(?<value>[ !#-~]{0,256})"|(?<value>[ !#-~]{0,256})))?\z""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenForm { get; }
}
