namespace StudioMsBuild.Records;

/// <summary>studio.lock.json on disk, and the folder of locks and marks beside it or in the Git folder.</summary>
internal sealed class RecordFile(string path, string stateFolder)
{
    public string Path => path;

    public Result<Record> Read()
    {
        try
        {
            return StateFile.Read(path) is { } bytes ? RecordReader.Read(path, bytes) : Record.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableRecord(path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }

    /// <summary>Why the record could not be written later; null where it can.</summary>
    public Diagnostic? Prove()
    {
        try
        {
            StateFile.Prove(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableRecord(path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }

    /// <summary>Reads, changes and replaces the record under its lock, so that what other builds wrote stays; an unchanged one is not rewritten.</summary>
    public Diagnostic? Update(Action<Record> change)
    {
        try
        {
            using var held = StateFile.Lock(System.IO.Path.Combine(stateFolder, RegistrationKey.Hash(path) + ".record.lock"), TimeSpan.FromSeconds(30), static () => { }, CancellationToken.None)
                ?? throw new IOException("another build has held its lock for over 30 seconds");
            if (!Read().Is(out var record, out var failure))
                return failure;
            var before = record.ToBytes();
            change(record);
            var after = record.ToBytes();
            if (!after.AsSpan().SequenceEqual(before))
                StateFile.Replace(path, after);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableRecord(path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }
}
