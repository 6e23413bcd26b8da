namespace StudioMsBuild;

/// <summary>
/// A registration in memory, beside git: what it calls, the runtime has loaded and compiled when the real one calls it. In a cold
/// build that takes longer than the request. Writes no file, connects to nothing, and its outcome matters to nobody.
/// </summary>
internal static class Rehearsal
{
    private const string Studio = "http://localhost";

    /// <summary>Starts it on a thread of its own where no record promises that nothing is to be sent.</summary>
    public static void Start(ProjectProperties given)
    {
        if (!Checkout.HasRecordNear(given))
            _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The whole of it; fails where it was never sent, or not answered.</summary>
    public static Result<StudioProjects> Run()
    {
        if (!StudioAddress.Parse(Studio, "").Is(out var studio, out var failure)
            || !RepositoryUrl.Parse("https://github.com/owner/repository.git", "", static _ => { }).Is(out var repository, out failure)
            || !AccessToken.Read(new(), new Dictionary<string, string>(StringComparer.Ordinal) { ["DVC_STUDIO_TOKEN"] = "none" }, new(), new(studio, Source.Default), static _ => { }).Is(out var token, out failure))
            return failure;

        var registration = new Registration(studio, repository, isPublic: null, teamName: null, subdir: null, name: null);
        using var client = new StudioClient(studio, timeoutSeconds: 5, retries: 0, certificateFile: null, static () => new Answer());
        if (!client.Create(registration, token, static _ => { }, CancellationToken.None).Is(out var projects, out failure))
            return failure;

        var record = Record.Empty();
        record.Replace(RegistrationKey.Of(registration), projects);
        return RecordReader.Read("", record.ToBytes()).Is(out _, out failure) ? projects : failure;
    }

    /// <summary>A connection that swallows the request, and answers as Studio does.</summary>
    private sealed class Answer() : MemoryStream(
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), writable: false)
    {
        private const string Body = $$"""{"projects": [{"id": "id", "name": "name", "url": "{{Studio}}/user/me/projects/name-id"}]}""";

        public override bool CanWrite => true;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }
    }
}
