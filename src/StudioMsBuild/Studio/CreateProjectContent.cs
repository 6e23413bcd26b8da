using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;

namespace StudioMsBuild.Studio;

/// <summary>The body of POST api/create-project; it knows whether any of it went out.</summary>
internal sealed class CreateProjectContent : HttpContent
{
    private readonly byte[] body;

    public CreateProjectContent(CreateProjectRequest registration)
    {
        body = Encoding.UTF8.GetBytes(Json(registration));
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>
    /// False as long as Studio cannot have created anything: the handler asks for the body once it has a connection.
    /// </summary>
    public bool WasSent { get; private set; }

    /// <summary>The request of the API page; what is not set is left out.</summary>
    public static string Json(CreateProjectRequest registration, bool indented = false)
    {
        using var stream = new MemoryStream();
        // The body is no HTML: only what JSON itself demands is escaped.
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("repo_url", registration.Repository.Value);
            if (registration.Public is { } isPublic)
                json.WriteBoolean("public", isPublic);
            if (registration.TeamName is { } team)
                json.WriteString("team_name", team);
            if (registration.Subdir is { } subdir)
                json.WriteString("subdir", subdir);
            if (registration.Name is { } name)
                json.WriteString("name", name);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken)
    {
        WasSent = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        stream.Write(body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
