using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>A request that is being handled, and its result.</summary>
/// <param name="id">Its number in the list of requests.</param>
/// <param name="client">The client's name.</param>
/// <param name="body">Its body as it is recorded.</param>
internal sealed class Exchange(long id, string? client, string? body, Redaction redaction)
{
    public long Id { get; } = id;

    public string? Client { get; } = client;

    public string? Body { get; } = body;

    public Redaction Redaction { get; } = redaction;

    /// <summary>The name of its fault.</summary>
    public string? Fault { get; set; }

    /// <summary>The project that it created.</summary>
    public Project? Created { get; set; }

    /// <summary>Whether <see cref="Created"/> has an earlier project's repository, team and subdirectory.</summary>
    public bool IsDuplicate { get; set; }
}
