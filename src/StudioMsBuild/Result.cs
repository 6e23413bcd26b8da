using System.Diagnostics.CodeAnalysis;

namespace StudioMsBuild;

/// <summary>A value, or the one <see cref="Failure"/> that says why there is none.</summary>
internal sealed class Result<T>
    where T : class
{
    private readonly T? value;
    private readonly Failure? failure;

    private Result(T? value, Failure? failure) => (this.value, this.failure) = (value, failure);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Failure failure) => new(null, failure);

    public bool TryGetValue([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        (value, failure) = (this.value, this.failure);
        return value is not null;
    }
}
