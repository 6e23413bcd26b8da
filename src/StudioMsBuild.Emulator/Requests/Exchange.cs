using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>A recorded request on its way through the server, and what became of it.</summary>
/// <param name="id">Its number among the recorded ones.</param>
/// <param name="client">What the client calls itself.</param>
/// <param name="body">The JSON that is kept of its body.</param>
internal sealed class Exchange(long id, string? client, string? body, Redaction redaction)
{
    public long Id { get; } = id;

    public string? Client { get; } = client;

    public string? Body { get; } = body;

    public Redaction Redaction { get; } = redaction;

    /// <summary>The fault that it meets.</summary>
    public string? Fault { get; set; }

    /// <summary>The project that it created.</summary>
    public Project? Created { get; set; }

    /// <summary>Whether <see cref="Created"/> has an earlier project's repository, team and subdirectory.</summary>
    public bool IsDuplicate { get; set; }
}
