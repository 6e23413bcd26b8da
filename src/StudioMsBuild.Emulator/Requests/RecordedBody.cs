namespace StudioMsBuild.Emulator.Requests;

/// <summary>The response body, held back until it is recorded: a client that has read a response finds it in the list of requests.</summary>
internal sealed class RecordedBody(Stream client, Action<ReadOnlyMemory<byte>> record) : Stream
{
    private const int MostKept = 64 * 1024;

    private readonly MemoryStream kept = new();
    private readonly MemoryStream pending = new();

    public bool HasSent { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        pending.Write(buffer);
        kept.Write(buffer[..(int)Math.Min(buffer.Length, MostKept - kept.Length)]);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <summary>Does nothing: the response is sent by asynchronous calls only.</summary>
    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        record(kept.GetBuffer().AsMemory(0, (int)kept.Length));
        HasSent = true;

        // Even an empty write is an error with a status that allows no body, such as 204.
        if (pending.Length > 0)
            await client.WriteAsync(pending.GetBuffer().AsMemory(0, (int)pending.Length), cancellationToken);
        pending.SetLength(0);
        await client.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        kept.Dispose();
        pending.Dispose();
        base.Dispose(disposing);
    }
}
