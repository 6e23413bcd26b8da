namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>
/// The table of docs/faults.md, seen in real builds: the rows of the short form, with STUDIO_TEST_ALL_FAULTS=1 all of them,
/// with STUDIO_TEST_ALL_FAULTS=disk those of that kind. STUDIO_TEST_WRITE_TABLE=1 sees all, too, and writes what it saw into the page.
/// </summary>
public sealed class FaultTableTests(FaultTableTests.Run run) : IClassFixture<FaultTableTests.Run>
{
    private static readonly bool Writes = IsSet("STUDIO_TEST_WRITE_TABLE");
    private static readonly bool IsLong = Writes || IsSet("STUDIO_TEST_ALL_FAULTS");

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
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(FaultTable.Print(run.Rows));
        foreach (var (fault, reason) in run.Skipped)
            output.WriteLine($"Not seen: {fault}. {reason}");
        if (Writes)
            FaultTable.Write(run.Rows);

        var page = FaultTable.Read().Select(cells => string.Join(" | ", cells)).ToList();
        page.Count.ShouldBe(FaultTable.Rows.Count);
        run.Rows.Select(row => string.Join(" | ", row.Cells)).ShouldBeSubsetOf(page, StringComparer.Ordinal);
    }

    [Fact]
    public void There_are_over_40_faults() => FaultTable.Rows.Count.ShouldBeGreaterThan(40);

    [Fact]
    public void The_short_form_has_faults_of_every_kind_of_the_table()
    {
        ShortForm.Faults.ShouldBeSubsetOf(FaultTable.Rows.Select(row => row.Fault), StringComparer.Ordinal);
        FaultTable.Rows.Where(IsShort).Select(row => row.Where).Distinct(StringComparer.Ordinal)
            .ShouldBe(FaultTable.Rows.Select(row => row.Where).Distinct(StringComparer.Ordinal));
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) == "1";

    private static bool IsWanted(Row row) => IsLong || IsShort(row) || Environment.GetEnvironmentVariable("STUDIO_TEST_ALL_FAULTS") == row.Where;

    private static bool IsShort(Row row) => ShortForm.Faults.Contains(row.Fault, StringComparer.Ordinal);

    /// <summary>One run of the rows; those that need a mount only where this user may mount.</summary>
    public sealed class Run(Home home) : IAsyncLifetime
    {
        private readonly SeenRow?[] rows = new SeenRow?[FaultTable.Rows.Count];

        internal IEnumerable<SeenRow> Rows => rows.OfType<SeenRow>();

        /// <summary>The faults that this machine can't have, and why.</summary>
        internal IReadOnlyList<(string Fault, string Reason)> Skipped { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var mount = await Mounting.IsAllowedAsync() ? null : "Needs Linux, root and the right to mount.";
            var wanted = Enumerable.Range(0, rows.Length).Where(at => IsWanted(FaultTable.Rows[at])).ToLookup(at => Missing(FaultTable.Rows[at], mount));
            Skipped = [.. wanted.Where(group => group.Key.Length > 0).SelectMany(group => group.Select(at => (FaultTable.Rows[at].Fault, group.Key)))];
            await Parallel.ForEachAsync(
                wanted[""],
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (at, _) => rows[at] = await FaultTable.Rows[at].SeeAsync(home));
        }

        private static string Missing(Row row, string? mount) => row.Missing ?? (row.NeedsMount ? mount : null) ?? "";

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
