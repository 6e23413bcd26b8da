namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The table of docs/reliability.md, seen in real builds. STUDIO_TEST_WRITE_TABLE=1 writes what is seen into the page.</summary>
public sealed class FaultTableTests(FaultTableTests.Run run) : IClassFixture<FaultTableTests.Run>
{
    [Fact]
    public void No_fault_makes_more_than_one_project() =>
        run.Rows.Where(row => row.Projects > 1 || row.ProjectsThen > 1).ShouldBeEmpty(FaultTable.Print(run.Rows));

    [Fact]
    public void A_build_that_cannot_know_what_was_created_is_never_followed_by_one_that_creates() =>
        run.Rows.Where(row => row.Projects == 1 && row.Next.Outcome == "created").ShouldBeEmpty(FaultTable.Print(run.Rows));

    [Fact]
    public void Every_failure_has_a_code() =>
        run.Rows.Where(row => row.First is { ExitCode: not null and not 0, Code: null } || row.Next is { ExitCode: not 0, Code: null }).ShouldBeEmpty(FaultTable.Print(run.Rows));

    [Fact]
    public void The_page_holds_what_is_seen_but_for_the_seconds()
    {
        TestContext.Current.TestOutputHelper!.WriteLine(FaultTable.Print(run.Rows));
        if (Environment.GetEnvironmentVariable("STUDIO_TEST_WRITE_TABLE") == "1")
            FaultTable.Write(run.Rows);

        var page = FaultTable.Read().Select(cells => string.Join(" | ", cells)).ToList();
        page.Count.ShouldBe(FaultTable.Rows.Count);
        run.Rows.Select(row => string.Join(" | ", row.Cells)).ShouldBeSubsetOf(page, StringComparer.Ordinal);
    }

    [Fact]
    public void There_are_over_40_faults() => FaultTable.Rows.Count.ShouldBeGreaterThan(40);

    /// <summary>One run of all rows; those that need a mount only where this user may mount.</summary>
    public sealed class Run(Home home) : IAsyncLifetime
    {
        private readonly SeenRow?[] rows = new SeenRow?[FaultTable.Rows.Count];

        internal IEnumerable<SeenRow> Rows => rows.OfType<SeenRow>();

        public async ValueTask InitializeAsync()
        {
            var mayMount = await Mounting.IsAllowedAsync();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, rows.Length).Where(at => mayMount || !FaultTable.Rows[at].NeedsMount),
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (at, _) => rows[at] = await FaultTable.Rows[at].SeeAsync(home));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
