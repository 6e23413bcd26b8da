using System.Text;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Ci;

/// <summary>The file that GitLab CI reads from artifacts:reports:dotenv.</summary>
public sealed class DotEnvFileTests : IDisposable
{
    private const string Ours = "STUDIO_PROJECT_URL=https://studio.example.com/user/ada/projects/iris-tsanhawn9y\nSTUDIO_PROJECT_ID=tsanhawn9y\n";

    private readonly Job job = Job.OfGitLab();

    public void Dispose() => job.Dispose();

    [Fact]
    public void A_project_is_two_variables()
    {
        job.Write(Job.Project()).ShouldBeEmpty();

        File.ReadAllText(job.DotEnv).ShouldBe(Ours);
    }

    [Fact]
    public void Several_projects_are_the_same_two_variables_with_semicolons()
    {
        job.Write(Job.Project("a1"), Job.Project("b2")).ShouldBeEmpty();

        File.ReadAllText(job.DotEnv).ShouldBe("""
            STUDIO_PROJECT_URL=https://studio.example.com/user/ada/projects/iris-a1;https://studio.example.com/user/ada/projects/iris-b2
            STUDIO_PROJECT_ID=a1;b2

            """);
    }

    [Theory]
    [InlineData("MINE=1\nSTUDIO_URL=x\n", "MINE=1\nSTUDIO_URL=x\n")]
    [InlineData("MINE=1", "MINE=1\n")]
    [InlineData("STUDIO_PROJECT_ID=old\nMINE=1\nSTUDIO_PROJECT_URL=https://old.example.com\n", "MINE=1\n")]
    [InlineData("STUDIO_PROJECT_URL_OF_MINE=1\nMY_STUDIO_PROJECT_ID=2\n", "STUDIO_PROJECT_URL_OF_MINE=1\nMY_STUDIO_PROJECT_ID=2\n")]
    [InlineData("MINE=1\r\n\nYOURS=2\n", "MINE=1\r\nYOURS=2\n")]
    public void Other_lines_stay_and_ours_are_replaced(string before, string after)
    {
        job.Repository.Write("out/studio.env", before);

        job.Write(Job.Project()).ShouldBeEmpty();

        File.ReadAllText(job.DotEnv).ShouldBe(after + Ours);
    }

    [Fact]
    public void Other_lines_keep_their_bytes_also_where_these_are_no_text()
    {
        byte[] mine = [.. "MINE="u8, 0xE9, 0x00, 0xFF, 0x80, (byte)'\n'];
        job.Repository.Write("out/studio.env", "");
        File.WriteAllBytes(job.DotEnv, mine);

        job.Write(Job.Project());

        File.ReadAllBytes(job.DotEnv).ShouldBe([.. mine, .. Encoding.ASCII.GetBytes(Ours)]);
    }

    [Fact]
    public void A_symbolic_link_is_refused_and_what_it_leads_to_stays()
    {
        var elsewhere = job.Repository.Write("elsewhere", "MINE=1\n")["elsewhere"];
        Directory.CreateDirectory(Path.GetDirectoryName(job.DotEnv)!);
        Link.ToFile(job.DotEnv, elsewhere);

        ShouldWarn().ShouldContain("it is a symbolic link");

        File.ReadAllText(elsewhere).ShouldBe("MINE=1\n");
        File.ResolveLinkTarget(job.DotEnv, returnFinalTarget: false)!.FullName.ShouldBe(elsewhere);
    }

    [Fact]
    public void A_folder_instead_of_it_is_a_warning()
    {
        Directory.CreateDirectory(job.DotEnv);

        ShouldWarn().ShouldContain("it is a folder");
    }

    [Fact]
    public void A_file_instead_of_its_folder_is_a_warning()
    {
        job.Repository.Write("out", "");

        ShouldWarn().ShouldContain("out/studio.env".OfSystem());
    }

    [Theory]
    [InlineData("/team/a%DB_PASSWORD%20b/projects/iris-tsanhawn9y")]
    [InlineData("/team/caf%C3%A9/projects/iris-tsanhawn9y")]
    public void A_URL_of_which_GitLab_would_take_a_part_for_a_variable_is_not_written(string path)
    {
        var others = new Dictionary<string, string>(StringComparer.Ordinal) { ["DB_PASSWORD"] = "secret", ["C3"] = "secret" };
        CiSystems.ReadGitLabDotEnv($"A={path}\n", others)["A"].ShouldContain("secret");
        job.Repository.Write("out/studio.env", "MINE=1\n");

        ShouldWarn(Job.Project(url: Job.Studio + path)).ShouldContain("variable");

        File.ReadAllText(job.DotEnv).ShouldBe("MINE=1\n");
    }

    [Fact]
    public void Nothing_is_left_beside_it()
    {
        job.Write(Job.Project());
        job.Write(Job.Project("b2"));

        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(job.DotEnv)!).ShouldBe([job.DotEnv]);
    }

    private string ShouldWarn(StudioMsBuild.Studio.StudioProject? project = null)
    {
        var warning = job.Write(project ?? Job.Project()).ShouldHaveSingleItem();
        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO1024"));
        return warning.Text;
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/studio.env")]
    public void A_link_of_the_repository_in_the_files_path_is_a_warning_and_nothing_is_written(string link)
    {
        var theirs = job.Repository.Box.Write("elsewhere/studio.env", "theirs");
        Directory.CreateDirectory(Path.GetDirectoryName(job.Repository[link])!);
        Link.ToFile(job.Repository[link], link == "out" ? job.Repository.Box["elsewhere"] : theirs);

        job.Write(Job.Project()).ShouldHaveSingleItem().Code.ShouldBe("STUDIO1024");

        File.ReadAllText(theirs).ShouldBe("theirs");
    }

    [Fact]
    public void A_FIFO_instead_of_the_file_is_a_warning_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        Directory.CreateDirectory(Path.GetDirectoryName(job.DotEnv)!);
        OtherUser.CreateFifo(job.DotEnv);

        job.Write(Job.Project()).ShouldHaveSingleItem().Code.ShouldBe("STUDIO1024");
    }
}
