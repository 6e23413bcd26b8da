namespace Quickstart;

/// <summary>A new temporary folder for all that the quick start makes, gone when disposed.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("studio-quickstart-").FullName;

    public string Feed => this["feed"];

    public string this[string name] => Path.Combine(path, name);

    public void Dispose()
    {
        // Git writes its objects read-only, which Windows does not delete.
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Where(static file => file.IsReadOnly))
            file.IsReadOnly = false;

        DeleteAsSoonAsPossible();
    }

    /// <summary>A process that was just killed may write for a moment more.</summary>
    private void DeleteAsSoonAsPossible()
    {
        for (var tries = 20; ; tries--)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (IOException) when (tries > 0)
            {
                Thread.Sleep(100);
            }
        }
    }
}
