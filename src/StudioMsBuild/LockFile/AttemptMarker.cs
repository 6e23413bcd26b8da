namespace StudioMsBuild.LockFile;

/// <summary>One registration's local file: before the request it says that one is on the way, after it, as a record, what came of it.</summary>
internal sealed class AttemptMarker(string path, RegistrationKey key)
{
    /// <summary>The projects that an earlier build of this clone got, or the time at which its request went out; null where there was none.</summary>
    public (StudioProjects? Projects, string Started)? Read()
    {
        if (SafeFile.Read(path) is not { } bytes)
            return null;
        if (bytes is [(byte)'{', ..] && LockFileReader.Read(path, bytes).TryGetValue(out var record, out _) && record.Find(key) is { } projects)
            return (projects, "");
        // A build that was killed while it wrote the mark leaves an empty one; the memory of a newer version cannot be read.
        var started = Text.FirstLine(Encoding.UTF8.GetString(bytes));
        return (null, started is "" or ['{', ..] ? "at an unknown time" : started);
    }

    /// <summary>Whether a request went out and nothing is known of it.</summary>
    public bool IsUnclear => Read() is (null, _);

    /// <summary>Says that a request is on the way; false where another build has said so, also where file locks do nothing.</summary>
    public bool TryStart() =>
        SafeFile.TryCreate(path, Encoding.UTF8.GetBytes($"{DateTime.UtcNow.ToString("u", CultureInfo.InvariantCulture)}\n{key}\n"));

    /// <summary>Puts the projects in the place of the question, not to the disk at once: what is left of either after a kill or a power cut asks again.</summary>
    public void Remember(StudioProjects projects)
    {
        var record = LockFileContent.Empty();
        record.Replace(key, projects);
        // Half an answer and half a question is no answer, but half of two answers may be one that Studio never gave.
        if (IsUnclear)
            SafeFile.Overwrite(path, record.ToBytes());
        else
            SafeFile.Replace(path, record.ToBytes());
    }

    public void Remove() => File.Delete(path);
}
