using System.Diagnostics.CodeAnalysis;

namespace StudioMsBuild;

/// <summary>A value, or the one <see cref="Diagnostic"/> that says why there is none.</summary>
internal sealed class Result<T>
    where T : class
{
    private readonly T? value;
    private readonly Diagnostic? failure;

    private Result(T? value, Diagnostic? failure) => (this.value, this.failure) = (value, failure);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Diagnostic failure) => new(null, failure);

    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Diagnostic? failure)
    {
        (value, failure) = (this.value, this.failure);
        return value is not null;
    }
}
