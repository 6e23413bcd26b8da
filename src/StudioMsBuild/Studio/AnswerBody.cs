namespace StudioMsBuild.Studio;

/// <summary>The body of an answer, as far as it was read.</summary>
/// <param name="Bytes">A little over <see cref="MaxBytes"/> at the most, without a byte order mark.</param>
/// <param name="Unreadable">Why it isn't to be read; null where it is.</param>
internal sealed record AnswerBody(ReadOnlyMemory<byte> Bytes, string? Unreadable = null)
{
    /// <summary>Whether the answer says that its body is JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>The longest answer that is read.</summary>
    public const int MaxBytes = 1 << 20;

    public static AnswerBody None { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>What a status has already decided doesn't wait longer for its explanation.</summary>
    private static readonly TimeSpan ExplanationDelay = TimeSpan.FromSeconds(5);

    /// <summary>Reads the body of a success; where it breaks off, nobody knows what was created.</summary>
    public static AnswerBody Read(HttpContent content, CancellationToken cancel)
    {
        if (content.Headers.ContentEncoding.Any(static coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            return new AnswerBody(ReadOnlyMemory<byte>.Empty, "it is compressed, which was not asked for");

        using var stream = content.ReadAsStream(cancel);
        using var body = new MemoryStream();
        var buffer = new byte[16384];
        // Only an asynchronous read can be cancelled.
        while (body.Length <= MaxBytes && stream.ReadAsync(buffer, cancel).AsTask().GetAwaiter().GetResult() is > 0 and var count)
            body.Write(buffer, 0, count);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var unreadable = bytes.Length > MaxBytes ? "it is larger than 1 MB" : null;
        return new AnswerBody(
            bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes,
            unreadable) { IsJson = ClaimsJson(content) };
    }

    private static bool ClaimsJson(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out var types)
        && types.Any(static type => type.Contains("json", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Reads the body of any other answer: its status already says what happened, so it may break off or stall.
    /// </summary>
    public static AnswerBody ReadExplanation(HttpContent content, CancellationToken cancel)
    {
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        delay.CancelAfter(ExplanationDelay);
        try
        {
            var body = Read(content, delay.Token);
            return body.Unreadable is null ? body : None;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return None;
        }
    }
}
