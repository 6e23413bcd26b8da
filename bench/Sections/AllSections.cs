namespace Bench.Sections;

/// <summary>A part of the bench: its name on the command line and in docs/performance.md, its title, and how it is measured.</summary>
internal sealed record Section(string Name, string Title, Func<Workbench, CancellationToken, Task<Report>> MeasureAsync)
{
    /// <summary>Whether docs/performance.md has its tables; the others are for those who make the task faster.</summary>
    public bool IsOnThePage { get; init; } = true;
}

internal static class AllSections
{
    public static readonly Section[] InOrder =
    [
        new("registering", "One registration", Registering.MeasureAsync),
        new("many", "Many registrations", Many.MeasureAsync),
        new("executed", "Builds that do not register", Ordinary.MeasureAsync),
        new("package", "The package", Package.MeasureAsync),
        new("profile", "What the runtime compiles", Profile.MeasureAsync) { IsOnThePage = false },
    ];
}
