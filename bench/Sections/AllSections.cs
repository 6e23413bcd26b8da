namespace Bench.Sections;

/// <summary>A part of the bench: its name on the command line and in docs/performance.md, its title, and how it is measured.</summary>
internal sealed record Section(string Name, string Title, Func<Workbench, CancellationToken, Task<Report>> MeasureAsync);

internal static class AllSections
{
    public static readonly Section[] InOrder =
    [
        new("registering", "One registration", Registering.MeasureAsync),
        new("counts", "What the runtime does for it", Counts.MeasureAsync),
        new("profile", "Where the time goes", Profile.MeasureAsync),
        new("many", "Many registrations", Many.MeasureAsync),
        new("executed", "What builds that do not register run", Ordinary.CountAsync),
        new("ordinary", "How long builds that do not register take", Ordinary.MeasureAsync),
        new("package", "The package", Package.MeasureAsync),
    ];
}
