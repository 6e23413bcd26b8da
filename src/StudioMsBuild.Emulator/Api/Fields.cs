using System.Text.Json;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator.Api;

/// <summary>Reads a JSON object's fields and collects their errors in Studio's form {"field": ["…"]}.</summary>
internal sealed class Fields(JsonElement body, Redaction redaction)
{
    private const int LongestUrl = 2048;

    private const string InvalidUrl =
        "Enter a valid repository URL, like git@github.com:owner/repo.git, https://gitlab.example.org/owner/repo.git "
        + "or ssh://git@gitlab.com/group/repo.git.";

    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public void Fail(string field, string message) => errors[field] = [message];

    public RepositoryUrl RepositoryUrl(string field)
    {
        if (!body.TryGetProperty(field, out _))
            Fail(field, "This field is required.");
        else if (Text(field, LongestUrl) is { } text)
        {
            if (Api.RepositoryUrl.TryParse(text, out var url))
                return url;

            Fail(field, InvalidUrl);
        }

        return Api.RepositoryUrl.None;
    }

    public bool Flag(string field)
    {
        if (!body.TryGetProperty(field, out var value))
            return false;

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Fail(field, "Must be a valid boolean.");

        return value.ValueKind == JsonValueKind.True;
    }

    public string? Text(string field, int longest)
    {
        if (!body.TryGetProperty(field, out var value))
            return null;

        var (text, error) = StringOf(value) switch
        {
            null => (null, "Not a valid string."),
            var blank when string.IsNullOrWhiteSpace(blank) => (null, "This field may not be blank."),
            var tooLong when tooLong.Length > longest => (null, $"Ensure this field has no more than {longest} characters."),
            var leak when redaction.Finds(leak) => (null, "This field has the access token in it; nothing keeps one here."),
            var good => (good, (string?)null),
        };
        if (error is not null)
            Fail(field, error);

        return text;
    }

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: JSON's grammar allows it, no text can hold it.
            return null;
        }
    }
}
