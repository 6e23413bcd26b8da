namespace StudioMsBuild.Emulator.Data;

/// <summary>A request as it is kept; nothing of its token is in it.</summary>
/// <param name="Id">Counts up from 1, also after requests were cleared.</param>
/// <param name="Path">As it was escaped, with the query.</param>
/// <param name="HasAuthorization">Whether there was an Authorization header.</param>
/// <param name="Body">JSON: what came, or a string of it where it was none; null: no body.</param>
/// <param name="Status">Null: there is no answer, or not yet.</param>
/// <param name="Answer">JSON, like the body.</param>
/// <param name="Fault">The name of the fault that it met.</param>
/// <param name="Projects">The ids of the projects that it made.</param>
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
