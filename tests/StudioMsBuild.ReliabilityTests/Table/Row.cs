namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>A fault, the build that meets it, and the build after it, when all is well again.</summary>
/// <param name="Fail">The emulator's faults, where it is the server that fails.</param>
internal sealed record Row(string Where, string Fault, string Fail = "")
{
    /// <summary>The build that meets the fault.</summary>
    public Func<Site, Task<BuildResult>> Meet { get; init; } = static site => site.RunAsync();

    /// <summary>Waits for what a server still does after the build has ended.</summary>
    public Func<Site, Task> Settle { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Ends the fault.</summary>
    public Func<Site, Task> Repair { get; init; } = static _ => Task.CompletedTask;

    /// <summary>The build after it.</summary>
    public Func<Site, Task<BuildResult>> Again { get; init; } = static site => site.RegisterAsync();

    /// <summary>Whether the build needs a file system of its own.</summary>
    public bool NeedsMount { get; init; }

    /// <summary>Why this machine can't have the fault; null where it can.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether Studio's delays last until the site releases them.</summary>
    public bool Holds { get; init; }

    public async Task<SeenRow> SeeAsync(Home home)
    {
        await using var site = await Site.StartAsync(home, Fail, Holds);
        var first = await Meet(site);
        await Settle(site);
        var projects = site.Projects.Count;
        await Repair(site);
        var next = await Again(site);
        return new SeenRow(this, first, projects, next, site.Projects.Count);
    }

    /// <summary>Meets the fault with these properties.</summary>
    public static Func<Site, Task<BuildResult>> With(params string[] properties) =>
        site => site.RunAsync([.. properties.Select(property => $"-p:{property}")]);
}

/// <summary>What came of a <see cref="Row"/>.</summary>
internal sealed record SeenRow(Row Row, BuildResult First, int Projects, BuildResult Next, int ProjectsThen)
{
    /// <summary>The cells without the seconds, which are never the same twice.</summary>
    public string[] Cells =>
    [
        Row.Where,
        Row.Fault,
        $"{Projects}",
        First.ExitCode is { } code ? $"{code}" : "killed",
        First.Code ?? "",
        $"{Next.ExitCode}, {Next.Code ?? Next.Outcome}",
        $"{ProjectsThen}",
    ];
}
