namespace StudioMsBuild.Tests;

/// <summary>Opens a result; the wrong side fails the test and shows what there was.</summary>
internal static class ResultExtensions
{
    public static T Value<T>(this Result<T> result)
        where T : class =>
        result.TryGetValue(out var value, out var failure) ? value : throw new ShouldAssertException($"expected a value, got {failure}");

    public static Failure Failure<T>(this Result<T> result)
        where T : class =>
        result.TryGetValue(out var value, out var failure) ? throw new ShouldAssertException($"expected a failure, got {value}") : failure;

    /// <summary>The one plan of a project without items.</summary>
    public static Result<RegistrationPlan> Only(this Result<RegistrationPlan[]> plans) => plans.TryGetValue(out var all, out var failure) ? all.ShouldHaveSingleItem() : failure;
}
