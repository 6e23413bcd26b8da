using System.Text;

namespace StudioMsBuild.WindowsTests;

/// <summary>Paths as people and programs write them on Windows.</summary>
public sealed class PathTests(WindowsMachine windows)
{
    [Fact]
    public async Task Path_properties_take_backslashes()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.Repository.Write("models/churn/.dvc/config", "").Write("secrets/token.txt", "isat_fromfile").Git("add", "models");

        var build = await site.Set("DVC_STUDIO_TOKEN", null).RegisterAsync(
            @"-p:StudioSubdir=models\churn",
            @"-p:StudioTokenFile=secrets\token.txt",
            @"-p:StudioLockFile=locks\studio.json",
            $"-p:StudioDotEnvFile={site.Path(@"out\studio.env")}");

        build.ShouldSucceed("created");
        site.Projects.ShouldHaveSingleItem().Subdir.ShouldBe("models/churn");
        File.Exists(site.Repository["locks/studio.json"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dotenv_file_is_written_to_a_path_with_backslashes()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.Repository.Write("out/here.txt", "");

        (await site.Set("GITLAB_CI", "true").RegisterAsync(@"-p:StudioDotEnvFile=out\studio.env")).ShouldSucceed("created");

        (await File.ReadAllTextAsync(site.Repository["out/studio.env"], TestContext.Current.CancellationToken)).ShouldContain(site.Projects[0].Path);
    }

    [Fact]
    public async Task Items_take_backslashes()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.ProjectOfFolders(2);
        site.Project("studio.proj", """<ItemGroup><StudioRegistration Include="models\0;**\1\.dvc\config" /></ItemGroup>""");

        (await site.RegisterAsync()).ShouldSucceed();

        site.Projects.Select(project => project.Subdir).ShouldBe(["models/0", "models/1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("my iris project")]
    [InlineData("größe ирис 花")]
    [InlineData("a;b %41 'c' (d) & e")]
    public async Task Folders_have_blanks_and_letters_of_any_language(string name)
    {
        await using var site = await WindowsSite.StartAsync(windows, name: name);
        site.Repository.Write("models/grün 1/.dvc/config", "").Git("add", "models");
        site.Project("models/grün 1/studio.proj");

        (await site.RegisterProjectAsync(@"models\grün 1\studio.proj")).ShouldSucceed("created");
        (await site.RegisterProjectAsync(@"models\grün 1\studio.proj")).ShouldSucceed("recorded");

        site.Projects.ShouldHaveSingleItem().Subdir.ShouldBe("models/grün 1");
    }

    [Theory]
    [InlineData(250)]
    [InlineData(280)]
    public async Task A_project_file_has_a_path_of_so_many_characters(int length)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        // Windows starts no program in a folder of over 258 characters; the project's is shorter here, its file's path is not.
        var room = 240 - site.Path().Length - 1;
        var folder = "models/" + new string('f', room - "models/".Length);
        var file = $"{folder}/{new string('p', length - site.Path(folder).Length - ".proj".Length - 1)}.proj";
        site.Project(file);
        site.Path(file).Length.ShouldBe(length);

        (await site.RegisterProjectAsync(site.Path(file))).ShouldSucceed("created");

        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_project_in_a_folder_of_280_characters_is_an_error_that_gives_the_reason()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var part = new string('f', 80);
        var folder = $"{part}/{part}/";
        folder += new string('g', 280 - site.Path(folder).Length);
        site.Project($"{folder}/studio.proj");

        (await site.RegisterProjectAsync(site.Path($"{folder}/studio.proj"))).ShouldFailWith("STUDIO2009").ShouldSay("280 characters");

        site.Studio.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_lock_file_with_CRLF_of_autocrlf_is_read_and_only_changed_where_it_must_be()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("created");
        site.Repository.Write(".gitattributes", "").Commit();
        File.Delete(site.LockFile);
        await site.GitAsync("-c core.autocrlf=true checkout -- studio.lock.json");
        var checkedOut = await ReadAsync(site);
        checkedOut.ShouldContain("\r\n");

        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("recorded");
        (await ReadAsync(site)).ShouldBe(checkedOut);
        (await site.RegisterAsync("-p:StudioSubdir=models/1")).ShouldSucceed("created");

        // An entry more, and a comma after the one before.
        (await site.GitAsync("-c core.autocrlf=true diff --numstat studio.lock.json")).Split('\n')
            .Single(line => line.TrimEnd().EndsWith("studio.lock.json", StringComparison.Ordinal)).Split('\t')[1].ShouldBeOneOf("0", "1");
        site.Projects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Builds_that_write_the_drive_in_both_ways_lose_no_entry()
    {
        for (var round = 1; round <= 6; round++)
        {
            await using var site = await WindowsSite.StartAsync(windows);
            var file = site.Path("studio.proj");

            var builds = Enumerable.Range(0, 8).Select(at => site.Build(
                at % 2 == 0 ? file : char.ToLowerInvariant(file[0]) + file[1..],
                "-t:RegisterStudioProject",
                $"-p:StudioSubdir=models/{at}")).ToList();
            foreach (var build in builds)
                (await build.EndAsync()).ShouldSucceed("created");

            TestContext.Current.TestOutputHelper!.WriteLine($"Round {round}: {site.Projects.Count} projects, {site.Entries.Count} entries");
            (site.Projects.Count, site.Entries.Count).ShouldBe((8, 8));
        }
    }

    [Fact]
    public async Task One_registration_of_both_spellings_of_the_drive_is_one_project()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay", holds: true);
        var file = site.Path("studio.proj");

        WindowsProcess[] builds = [.. ((string[])[file, "c" + file[1..], file.ToUpperInvariant()]).Select(path => site.Build(path, "-t:RegisterStudioProject"))];
        await Eventually.ShouldBe(() => builds.Count(build => build.Screen.Contains("Waiting for it", StringComparison.Ordinal)) == 2);
        site.Release();
        foreach (var build in builds)
            (await build.EndAsync()).ShouldSucceed();

        site.Projects.ShouldHaveSingleItem();
    }

    private static Task<string> ReadAsync(WindowsSite site) => File.ReadAllTextAsync(site.LockFile, Encoding.UTF8, TestContext.Current.CancellationToken);
}
