using Microsoft.AspNetCore.Http.HttpResults;

namespace StudioMsBuild.Emulator.Api;

/// <summary>Studio's form of an error that belongs to no field: {"detail": "…"}.</summary>
internal sealed record Refusal(string Detail)
{
    public static JsonHttpResult<Refusal> Of(int status, string detail) => TypedResults.Json(new Refusal(detail), statusCode: status);
}
