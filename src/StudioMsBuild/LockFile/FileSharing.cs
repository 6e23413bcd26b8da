namespace StudioMsBuild.LockFile;

/// <summary>
/// Windows lets nobody rename over, open or delete a file that another program holds; most hold it for moments.
/// </summary>
internal static class FileSharing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // For a file that another handle has open: Windows' sharing and lock violations, EWOULDBLOCK of Linux and macOS.
    private static readonly int[] HeldErrors = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    public static bool IsHeld(Exception e) => e is IOException && HeldErrors.Contains(e.HResult);

    /// <summary>Tries until it succeeds, or until another program has held the file for ten seconds.</summary>
    public static void Retry(Action work, CancellationToken cancel)
    {
        for (var end = DateTime.UtcNow + Patience; ;)
        {
            try
            {
                work();
                return;
            }
            // Windows says access denied where a file to be renamed over or deleted is open.
            catch (Exception e) when (
                OperatingSystem.IsWindows() && (IsHeld(e) || e is UnauthorizedAccessException) && DateTime.UtcNow < end)
            {
                cancel.WaitHandle.WaitOne(Random.Shared.Next(20, 100));
                cancel.ThrowIfCancellationRequested();
            }
            catch (IOException e) when (IsHeld(e))
            {
                throw new FileHeldException(e);
            }
        }
    }
}

/// <summary>Another program has held a file for longer than anyone waits for it.</summary>
internal sealed class FileHeldException(Exception inner)
    : IOException("another program has it open, such as an editor, a virus scanner or a sync client", inner);
