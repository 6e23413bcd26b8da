namespace StudioMsBuild.Emulator.Faults;

/// <summary>Answers a create request with a fault.</summary>
internal sealed class FaultyResult(Fault fault, Func<IResult> create) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => fault.AnswerAsync(httpContext, create);
}
