namespace StudioMsBuild.Emulator.Requests;

/// <summary>Finds a request's token in its other parts, so that nothing that is recorded or shown contains it.</summary>
internal sealed class Redaction
{
    // A shorter one could occur in ordinary words.
    private const int ShortestToken = 8;

    private readonly string[] secrets;

    private Redaction(IEnumerable<string> secrets) => this.secrets = [.. secrets];

    public static Redaction From(HttpRequest request) => new(
        from header in request.Headers.Authorization
        from part in header?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []
        where part.Length >= ShortestToken
        from form in (string[])[part, Uri.EscapeDataString(part)]
        select form);

    public bool Finds(string text) => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    public string In(string text) => secrets.Aggregate(text, static (rest, secret) => rest.Replace(secret, "[token]", StringComparison.Ordinal));
}
