namespace StudioMsBuild.Emulator;

/// <summary>A file that is there while the server answers, with its URL.</summary>
internal sealed class ReadyFile : IDisposable
{
    private readonly string path;

    /// <summary>Takes away what an earlier, killed server left.</summary>
    public ReadyFile(string path)
    {
        this.path = path;
        Try(() => File.Delete(path));
    }

    /// <summary>Beside it and renamed: who sees the file can read the whole URL.</summary>
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
            throw new ReadyFileException($"The ready file {path} cannot be written: {failure.Message}");
        }
    }
}

/// <summary>A ready file that cannot be written, in words for the user.</summary>
internal sealed class ReadyFileException(string message) : Exception(message);
