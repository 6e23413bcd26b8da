namespace StudioMsBuild.Emulator.Data;

/// <summary>A recorded request, without its token.</summary>
/// <param name="Id">Counts up from 1, also after requests were cleared.</param>
/// <param name="Path">Escaped, with the query.</param>
/// <param name="HasAuthorization">Whether there was an Authorization header.</param>
/// <param name="Body">The body as JSON, or as a JSON string if it is not JSON; null: no body.</param>
/// <param name="Status">Null: no response, or not yet.</param>
/// <param name="Answer">The response body, in the same form.</param>
/// <param name="Fault">The name of its fault.</param>
/// <param name="Projects">The ids of the projects that it created.</param>
public sealed record RecordedRequest(
    long Id,
    DateTimeOffset Time,
    string Method,
    string Path,
    string? UserAgent,
    bool HasAuthorization,
    string? Body,
    int? Status = null,
    string? Answer = null,
    string? Fault = null,
    IReadOnlyList<string>? Projects = null);
