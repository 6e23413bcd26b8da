namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>The table of docs/compatibility.md, seen in real builds. STUDIO_TEST_WRITE_TABLE=1 writes what is seen into the page.</summary>
public sealed class CompatibilityTests(CompatibilityRun run) : IClassFixture<CompatibilityRun>
{
    private static readonly MarkdownTable Table = new("docs/compatibility.md", "kinds");

    /// <summary>The cells that have not simply registered: what is seen instead.</summary>
    private static readonly Dictionary<(string Kind, string Host), string> Others = new()
    {
        [("plain `.proj` that imports the targets", "`dotnet publish`, hook")] = "MSB4057",
        [("C# for two frameworks", "`dotnet publish`, hook")] = "0",
        [("file-based app, `#:package`", Host.Multiprocess)] = "MSB4025",
        [("file-based app, `#:package`", Host.Multithreaded)] = "MSB4025",
        [("file-based app, `#:package`", Host.Server)] = $"1, {Cell.WithoutServer}",
        [("file-based app, `#:package`", "`dotnet msbuild`")] = "MSB4025",
        [("file-based app, `#:sdk`", Host.Multiprocess)] = "MSB4025",
        [("file-based app, `#:sdk`", Host.Multithreaded)] = "MSB4025",
        [("file-based app, `#:sdk`", Host.Server)] = $"1, {Cell.WithoutServer}",
        [("file-based app, `#:sdk`", "`dotnet msbuild`")] = "MSB4025",
    };

    public static TheoryData<string, string> Cells =>
        [.. ProjectKind.All.SelectMany(kind => CompatibilityRun.Hosts(kind).Select(host => (kind.Name, host.Name)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_kind_of_project_is_registered_once_on_every_host(string kind, string host)
    {
        var cell = run[kind, host];
        if (!Others.TryGetValue((kind, host), out var expected))
            expected = $"{cell.Kind.Registrations}";
        cell.Seen.ShouldBe(expected, cell.Run.Screen);
        cell.Run.Lines("warning ").ShouldBeEmpty(cell.Run.Screen);
    }

    [Fact]
    public void A_multithreaded_build_runs_the_task_of_every_kind_in_its_own_process()
    {
        foreach (var cell in run.Cells.Where(cell => cell.Host.Name == Host.Multithreaded && cell.Run.ExitCode == 0))
            BinaryLog.Read(cell.Run.BinaryLog).RanInTaskHost("CreateStudioProject").ShouldBeFalse($"{cell}");
    }

    [Fact]
    public void Every_kind_of_project_on_every_host_runs_the_image_that_fits_the_runtime()
    {
        TaskImages.SkipWithoutImage();
        foreach (var cell in run.Cells.Where(cell => cell.Run.ExitCode == 0 && cell.Projects > 0))
            BinaryLog.Read(cell.Run.BinaryLog).AssembliesOf("CreateStudioProject").ShouldHaveSingleItem($"{cell}").ShouldEndWith(TaskImages.Fitting);
    }

    [Fact]
    public void A_build_in_the_build_server_and_others_beside_it_send_one_request()
    {
        run.AtOnce.ShouldAllBe(build => build.ExitCode == 0);
        run.AtOnce.Count(build => BinaryLog.Read(build.BinaryLog).Process == "MSBuild").ShouldBeInRange(1, 4);
        run.RequestsAtOnce.ShouldBe(1);
    }

    [Fact]
    public void The_page_holds_what_is_seen()
    {
        string[] head = ["Project", .. Host.All.Select(host => host.Name)];
        if (CompatibilityRun.Writes)
            Table.Write(head, [.. ProjectKind.All.Select(kind => (string[])[kind.Name, .. Host.All.Select(host => run[kind.Name, host.Name].Seen)])]);

        var page = Table.Read();
        page.Select(row => row[0]).ShouldBe(ProjectKind.All.Select(kind => kind.Name));
        foreach (var cell in run.Cells)
            page.Single(row => row[0] == cell.Kind.Name)[head.IndexOf(cell.Host.Name)].ShouldBe(cell.Seen, $"{cell}");
    }
}
