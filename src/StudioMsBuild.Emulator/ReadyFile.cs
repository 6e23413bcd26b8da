namespace StudioMsBuild.Emulator;

/// <summary>A file that exists while the server answers, and holds its URL.</summary>
internal sealed class ReadyFile : IDisposable
{
    private readonly string path;

    /// <summary>Deletes what a killed server left.</summary>
    public ReadyFile(string path)
    {
        this.path = path;
        Try(() => File.Delete(path));
    }

    /// <summary>Writes another file and renames it: whoever sees the file can read the whole URL.</summary>
    public void Write(string url) => Try(() =>
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(beside, url + "\n");
        File.Move(beside, path, overwrite: true);
    });

    public void Dispose() => File.Delete(path);

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReadyFileException($"Cannot write the ready file {path}: {failure.Message}");
        }
    }
}

/// <summary>A ready file that cannot be written; the message is for the user.</summary>
internal sealed class ReadyFileException(string message) : Exception(message);
