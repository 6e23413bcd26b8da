using Microsoft.AspNetCore.Http.HttpResults;

namespace StudioMsBuild.Emulator.Api;

/// <summary>An error that belongs to no field, in Studio's form: {"detail": "…"}.</summary>
internal sealed record ApiError(string Detail)
{
    public static JsonHttpResult<ApiError> Create(int status, string detail) => TypedResults.Json(new ApiError(detail), statusCode: status);
}
