using System.Text.Json.Nodes;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Ci;

/// <summary>DESIGN section 2, "Results": what goes to a CI system, whatever a server or a record holds.</summary>
public class CiOutputsTests
{
    /// <summary>Ends of a URL that a shell, a CI system, Markdown or HTML would act on; each is a URL that the record may hold.</summary>
    public static TheoryData<string> HostileEnds { get; } =
    [
        "%0Astudio-project-id=evil",
        "%0D%0ASTUDIO_PROJECT_ID=evil",
        "a%3Bb%5D%25",
        "a;https://evil.example.com/b",
        "a]b[c]",
        "a<<EOF",
        "::set-output",
        "::add-mask::a",
        "<script>alert(1)</script>",
        "a>)](https://evil.example.com)",
        "a\"'`id`$(id)",
        "$DVC_STUDIO_TOKEN/${DVC_STUDIO_TOKEN}/%DVC_STUDIO_TOKEN%",
        "a&&id|id>b!*~{a,b}[a-z]^",
        "100%",
        "%zz%4",
    ];

    /// <summary>Ends of a URL that no answer and no record may have.</summary>
    public static TheoryData<string> RefusedEnds { get; } =
    [
        "a\nstudio-project-id=evil",
        "a\rSTUDIO_PROJECT_ID=evil",
        "a\n##vso[task.setvariable variable=PATH]/tmp",
        "a##vso[task.setvariable variable=PATH]/tmp",
        "a b",
        "a\u202Eb",
        "a\u2028b",
        "a\u0085b",
        "虹膜",
        "a?b",
    ];

    [Fact]
    public async Task Nothing_is_written_where_there_is_no_CI_system()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var job = Job.OfEverySystem();
        foreach (var variable in (string[])["CI", "GITHUB_ACTIONS", "TF_BUILD"])
            job.Repository.Set(variable, null);

        job.Register(studio.Url).ShouldNotContain(reported => reported.Text.Contains("##vso["));

        File.ReadAllText(job.Outputs).ShouldBeEmpty();
        File.ReadAllText(job.Summary).ShouldBeEmpty();
    }

    [Fact]
    public void StudioCiOutputs_turns_all_of_it_off()
    {
        using var job = Job.OfEverySystem().With(ciOutputs: "false");

        job.Write(Job.Project()).ShouldBeEmpty();

        ShouldHaveNothing(job);
    }

    [Fact]
    public void Every_detected_system_gets_the_outputs()
    {
        using var job = Job.OfEverySystem();

        job.Write(Job.Project()).ShouldHaveSingleItem().Text.ShouldStartWith("##vso[");

        File.ReadAllText(job.Outputs).ShouldNotBeEmpty();
        File.ReadAllText(job.Summary).ShouldNotBeEmpty();
        File.ReadAllText(job.DotEnv).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("https://evil.example.com/user/ada/projects/iris-a")]
    [InlineData("ftp://studio.example.com/user/ada/projects/iris-a")]
    [InlineData("https://studio.example.com:8443/user/ada/projects/iris-a")]
    [InlineData("https://studio.example.com.evil.com/user/ada/projects/iris-a")]
    public void A_project_on_another_address_than_Studios_goes_nowhere(string url)
    {
        using var job = Job.OfEverySystem();

        job.Write(Job.Project(url: url)).ShouldBeEmpty();

        ShouldHaveNothing(job);
    }

    [Fact]
    public void An_http_page_of_an_https_Studio_on_the_same_host_goes_there()
    {
        using var job = Job.OfGitHub();

        job.Write(Job.Project(url: "http://studio.example.com/user/ada/projects/iris-tsanhawn9y"));

        File.ReadAllText(job.Outputs).ShouldContain("http://studio.example.com/user/ada/projects/iris-tsanhawn9y");
    }

    [Fact]
    public void Of_several_projects_only_those_on_Studios_address_go_there()
    {
        using var job = Job.OfGitHub();

        job.Write(Job.Project("evil", "https://evil.example.com/user/ada/projects/iris-evil"), Job.Project("good"));

        File.ReadAllText(job.Outputs).ShouldBe($"studio-project-url={Job.Studio}/user/ada/projects/iris-good\nstudio-project-id=good\n");
    }

    [Theory]
    [InlineData("//evil.example/team")]
    [InlineData("/user/mallory/projects/iris-another9id")]
    [InlineData("/user/ada/projects/iris-tsanhawn9y/../../../mallory")]
    [InlineData("/user/%2E%2E/projects/iris-tsanhawn9y")]
    [InlineData("/user//projects/iris-tsanhawn9y")]
    [InlineData("/user/ada/projects/tsanhawn9y-iris")]
    [InlineData("/user/ada/projects/iristsanhawn9y")]
    [InlineData("/user/ada/iris-tsanhawn9y")]
    [InlineData("/login/ada/projects/iris-tsanhawn9y")]
    [InlineData("/prefix/user/ada/projects/iris-tsanhawn9y")]
    [InlineData("")]
    public void A_URL_that_is_not_the_projects_own_page_goes_nowhere_with_a_warning(string path)
    {
        using var job = Job.OfEverySystem();

        var warning = job.Write(Job.Project(url: Job.Studio + path)).ShouldHaveSingleItem();

        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO1041"));
        ShouldHaveNothing(job);
    }

    [Theory]
    [InlineData("/user/ada/projects/iris-tsanhawn9y")]
    [InlineData("/user/ada/projects/iris-tsanhawn9y/")]
    [InlineData("/team/vision/projects/tsanhawn9y")]
    [InlineData("/team/my%20lab/projects/a-b-c-tsanhawn9y")]
    public void The_page_of_a_user_or_a_team_is_written(string path)
    {
        using var job = Job.OfGitHub();

        job.Write(Job.Project(url: Job.Studio + path)).ShouldBeEmpty();

        File.ReadAllText(job.Outputs).ShouldStartWith($"studio-project-url={Job.Studio}{path}\n");
    }

    [Theory]
    [InlineData(".dvc/config")]
    [InlineData(".dvc/config.local")]
    public void A_Studio_that_only_a_file_of_the_repository_names_gets_nothing_written(string file)
    {
        using var job = Job.OfEverySystem();
        job.Repository.Write(file, $"[studio]\n    url = {Job.Studio}\n");

        var warning = job.Write(null, [Job.Project()]).ShouldHaveSingleItem();

        (warning.Severity, warning.Code, warning.File, warning.Line).ShouldBe((Severity.Warning, "STUDIO1040", job.Repository[file], 2));
        warning.Text.ShouldContain("DVC_STUDIO_URL");
        ShouldHaveNothing(job);
    }

    [Fact]
    public void The_environment_may_name_the_Studio_as_well_as_the_repository()
    {
        using var job = Job.OfGitHub();
        job.Repository.Write(".dvc/config", $"[studio]\n    url = {Job.Studio}\n").Set("DVC_STUDIO_URL", Job.Studio);

        job.Write(null, [Job.Project()]).ShouldBeEmpty();

        File.ReadAllText(job.Outputs).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_project_whose_outputs_cannot_be_written_is_registered_all_the_same()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var job = Job.OfGitHub();
        File.Delete(job.Outputs);
        Directory.CreateDirectory(job.Outputs);

        var reported = job.Register(studio.Url);

        reported.ShouldContain(diagnostic => diagnostic.Code == "STUDIO1024");
        reported.ShouldAllBe(diagnostic => diagnostic.Severity != Severity.Error);
        File.Exists(job.Repository["studio.lock.json"]).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(HostileEnds))]
    public async Task No_URL_of_an_answer_adds_a_value_a_line_or_a_command(string end)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context => Answers.Project(id: "tsanhawn9y", name: HostileName, url: studio.Url + HostilePage(end))(context);
        using var job = Job.OfEverySystem();

        ShouldBePlain(job, job.Register(studio.Url), studio.Url, end);
    }

    [Theory]
    [MemberData(nameof(HostileEnds))]
    public void No_URL_of_a_committed_record_adds_a_value_a_line_or_a_command(string end)
    {
        using var job = Job.OfEverySystem();
        WriteRecord(job, Job.Studio + HostilePage(end));

        ShouldBePlain(job, job.Register(Job.Studio), Job.Studio, end);
    }

    [Theory]
    [MemberData(nameof(RefusedEnds))]
    public async Task A_URL_that_no_page_of_Studio_has_goes_nowhere(string end)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context => Answers.Project(url: $"{studio.Url}/{end}")(context);
        using var answered = Job.OfEverySystem();
        using var recorded = Job.OfEverySystem();
        WriteRecord(recorded, $"{Job.Studio}/{end}");

        answered.Register(studio.Url).ShouldContain(reported => reported.Code == "STUDIO3016");
        recorded.Register(Job.Studio).ShouldContain(reported => reported.Code == "STUDIO4001");

        ShouldHaveNothing(answered);
        ShouldHaveNothing(recorded);
    }

    [Theory]
    [InlineData("a\nstudio-project-url=evil")]
    [InlineData("a;b")]
    [InlineData("$(id)")]
    [InlineData("a%0Ab")]
    [InlineData("]##vso[task.complete]")]
    public async Task An_id_that_is_none_of_Studios_goes_nowhere(string id)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Project(id: id);
        using var answered = Job.OfEverySystem();
        using var recorded = Job.OfEverySystem();
        WriteRecord(recorded, $"{Job.Studio}/a", id);

        answered.Register(studio.Url).ShouldContain(reported => reported.Code == "STUDIO3016");
        recorded.Register(Job.Studio).ShouldContain(reported => reported.Code == "STUDIO4001");

        ShouldHaveNothing(answered);
        ShouldHaveNothing(recorded);
    }

    /// <summary>A page of Studio's shape whose user has such a name: no / can be part of one.</summary>
    private static string HostilePage(string end) => $"/user/{end.Replace('/', '_')}/projects/iris-tsanhawn9y";

    private const string HostileName = "iris\n::set-output name=evil::1\n##vso[task.setvariable variable=evil]1\nevil=1\u202E";

    private static void WriteRecord(Job job, string url, string id = "tsanhawn9y")
    {
        var entry = LockFileText.Entry(studio: Job.Studio, url: url, id: id);
        entry["name"] = JsonValue.Create(HostileName);
        job.Repository.Write("studio.lock.json", LockFileText.Of(entry));
    }

    private static void ShouldHaveNothing(Job job)
    {
        File.ReadAllText(job.Outputs).ShouldBeEmpty();
        File.ReadAllText(job.Summary).ShouldBeEmpty();
        File.Exists(job.DotEnv).ShouldBeFalse();
    }

    /// <summary>Each system has one URL, of plain characters, that leads to the page; and the id.</summary>
    private static void ShouldBePlain(Job job, IReadOnlyList<Diagnostic> reported, string studio, string end)
    {
        var page = new Uri(studio + HostilePage(end));
        var outputs = CiSystems.ReadGitHubOutputs(File.ReadAllText(job.Outputs));
        outputs.Keys.ShouldBe(["studio-project-url", "studio-project-id"]);
        var url = outputs["studio-project-url"];
        url.ShouldMatch("^[A-Za-z0-9/:._@+=%-]+$");
        url.ShouldStartWith($"{studio}/");
        Uri.UnescapeDataString(url).ShouldBe(Uri.UnescapeDataString(page.AbsoluteUri));
        outputs["studio-project-id"].ShouldBe("tsanhawn9y");

        File.ReadAllText(job.Summary).ShouldBe($"DVC Studio: <{url}>\n\n");

        var commands = CiSystems.ReadAzureCommands(string.Join('\n', reported.Select(diagnostic => diagnostic.Text)));
        commands.Select(command => (command.Name, command.Properties["variable"], command.Value))
            .ShouldBe([("task.setvariable", "StudioProjectUrl", url), ("task.setvariable", "StudioProjectId", "tsanhawn9y")]);

        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["DVC_STUDIO_TOKEN"] = "secret" };
        var variables = CiSystems.ReadGitLabDotEnv(File.ReadAllText(job.DotEnv), secrets);
        variables.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["STUDIO_PROJECT_URL"] = url, ["STUDIO_PROJECT_ID"] = "tsanhawn9y" });
    }
}
