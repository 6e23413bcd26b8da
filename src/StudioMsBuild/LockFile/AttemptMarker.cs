namespace StudioMsBuild.LockFile;

/// <summary>
/// One registration's local file: pending from before the request on, completed with the projects that Studio answered.
/// </summary>
internal sealed class AttemptMarker(StateFolder folder, RegistrationKey key)
{
    private const string TimeFormat = "u";

    private readonly SafeFile file = folder.At(key.FileName + ".mark");

    /// <summary>The latest attempt of this clone.</summary>
    public Result<Attempt> Read(CancellationToken cancel = default)
    {
        try
        {
            return folder.Check() && file.Read(cancel) is { } bytes ? Parse(bytes, cancel) : Attempt.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableState(folder.Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    /// <summary>
    /// Marks an attempt as pending; false where another build has done so, even where file locks have no effect.
    /// </summary>
    public bool TryStart()
    {
        folder.Ensure();
        return file.TryCreate(
            Encoding.UTF8.GetBytes($"{DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture)}\n{key}\n"),
            folder.FileMode);
    }

    /// <summary>
    /// Keeps what Studio answered. After a power failure the marker may still be pending, and the next build stops.
    /// </summary>
    public void Complete(StudioProjects projects, CancellationToken cancel = default)
    {
        folder.Ensure();
        var completed = LockFileContent.Empty();
        completed.Replace(key, projects);
        file.Replace(completed.ToBytes(), cancel, folder.FileMode, toDisk: false);
    }

    public void Remove(CancellationToken cancel = default) => file.Delete(cancel);

    private Attempt Parse(byte[] bytes, CancellationToken cancel)
    {
        if (bytes is [(byte)'{', ..]
            && LockFileReader.Read(file.Path, bytes, cancel).TryGetValue(out var completed, out _)
            && completed.Find(key) is { } projects)
            return Attempt.Completed(projects);
        // A build that was killed while it wrote the marker leaves an empty one; a newer version's can't be read.
        var line = Encoding.UTF8.GetString(bytes).Split('\n')[0].TrimEnd('\r');
        var isTime = DateTime.TryParseExact(line, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return Attempt.Pending(isTime ? line : "at an unknown time");
    }
}
