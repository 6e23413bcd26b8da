namespace StudioMsBuild.Settings;

/// <summary>The file of StudioTokenFile: a mounted secret, or a pipe that another program writes the token to.</summary>
internal static class TokenFile
{
    private const int MaxLength = 16384;

    /// <summary>The token, trimmed. A pipe is waited for as long as <paramref name="timeout"/> says.</summary>
    public static Result<Setting<string>> Read(string path, TimeSpan timeout, CancellationToken cancel)
    {
        // On a thread of its own: opening a pipe that nobody writes to can't be cancelled, nor can reading from it.
        var reading = Task.Factory.StartNew(
            () => Read(path),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        if (!reading.Wait((int)timeout.TotalMilliseconds, cancel))
        {
            var seconds = timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return Unreadable(path, $"nothing was written to it within {seconds} seconds (StudioTimeout)");
        }

        return reading.Result;
    }

    private static Result<Setting<string>> Read(string path)
    {
        try
        {
            // Editors on Windows write UTF-16 with a byte order mark, which the reader sees.
            using var reader = new StreamReader(File.OpenRead(path));
            var buffer = new char[MaxLength];
            var length = reader.ReadBlock(buffer, 0, MaxLength);
            return length == MaxLength ? Unreadable(path, "it is larger than any token")
                : new string(buffer, 0, length).Trim() is { Length: > 0 } token
                ? new Setting<string>(token, new Source(SourceKind.TokenFile, "StudioTokenFile", path))
                : Unreadable(path, "it contains no token");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Unreadable(path, "it can't be read");
        }
    }

    private static Failure Unreadable(string path, string reason) => Diagnostics.TokenFileUnreadable(path, reason);
}
