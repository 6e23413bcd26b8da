using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Ci;

/// <summary>Step outputs and the job's summary, in the files that GitHub's runner made.</summary>
public sealed class GitHubActionsTests : IDisposable
{
    private readonly Job job = Job.OfGitHub();

    public void Dispose() => job.Dispose();

    [Fact]
    public void A_project_is_two_outputs_and_one_line_of_the_summary()
    {
        job.Write(Job.Project()).ShouldBeEmpty();

        File.ReadAllText(job.Outputs).ShouldBe("studio-project-url=https://studio.example.com/user/ada/projects/iris-tsanhawn9y\nstudio-project-id=tsanhawn9y\n");
        File.ReadAllText(job.Summary).ShouldBe("DVC Studio: <https://studio.example.com/user/ada/projects/iris-tsanhawn9y>\n\n");
    }

    [Fact]
    public void Several_projects_are_the_same_two_outputs_with_semicolons()
    {
        job.Write(Job.Project("a1"), Job.Project("b2")).ShouldBeEmpty();

        File.ReadAllText(job.Outputs).ShouldBe("""
            studio-project-url=https://studio.example.com/user/ada/projects/iris-a1;https://studio.example.com/user/ada/projects/iris-b2
            studio-project-id=a1;b2

            """);
        File.ReadAllText(job.Summary).ShouldBe("DVC Studio:\n\n- <https://studio.example.com/user/ada/projects/iris-a1>\n- <https://studio.example.com/user/ada/projects/iris-b2>\n\n");
    }

    [Fact]
    public void Of_many_projects_the_summary_shows_ten_and_counts_the_rest()
    {
        job.Write([.. Enumerable.Range(1, 13).Select(at => Job.Project($"p{at}"))]);

        var line = File.ReadAllText(job.Summary);
        line.Split("https://").Length.ShouldBe(11);
        line.ShouldEndWith("iris-p10>\n- and 3 more\n\n");
        CiSystems.ReadGitHubOutputs(File.ReadAllText(job.Outputs))["studio-project-id"].Split(';').Length.ShouldBe(13);
    }

    [Theory]
    [InlineData("mine=1\n")]
    [InlineData("mine=1")]
    [InlineData("mine<<END\n1\nEND")]
    public void What_the_step_wrote_before_stays_what_it_was(string before)
    {
        File.WriteAllText(job.Outputs, before);
        File.WriteAllText(job.Summary, "# Mine");

        job.Write(Job.Project());

        File.ReadAllText(job.Outputs).ShouldStartWith(before);
        File.ReadAllText(job.Summary).ShouldStartWith("# Mine\nDVC Studio: <");
        var outputs = CiSystems.ReadGitHubOutputs(File.ReadAllText(job.Outputs));
        outputs.Keys.ShouldBe(["mine", "studio-project-url", "studio-project-id"]);
        outputs["mine"].ShouldBe("1");
    }

    [Fact]
    public async Task A_file_that_another_build_is_writing_to_is_waited_for_and_gets_its_lines_after_it()
    {
        Task<IReadOnlyList<Diagnostic>> writing;
        using (var other = new FileStream(job.Outputs, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            writing = Task.Run(() => job.Write(Job.Project()), TestContext.Current.CancellationToken);
            (await Task.WhenAny(writing, Task.Delay(1000, TestContext.Current.CancellationToken))).ShouldNotBe(writing);
            other.Length.ShouldBe(0);
            other.Write("theirs=1\n"u8);
        }

        (await writing).ShouldBeEmpty();
        CiSystems.ReadGitHubOutputs(await File.ReadAllTextAsync(job.Outputs, TestContext.Current.CancellationToken)).Keys
            .ShouldBe(["theirs", "studio-project-url", "studio-project-id"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    public void Elsewhere_the_files_stay_as_they_are(string? variable)
    {
        job.Repository.Set("GITHUB_ACTIONS", variable);

        job.Write(Job.Project()).ShouldBeEmpty();

        File.ReadAllText(job.Outputs).ShouldBeEmpty();
        File.ReadAllText(job.Summary).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_missing_is_made_as_a_shell_would_make_it()
    {
        var missing = job.Repository.Box["runner/nothing"];
        job.Repository.Set("GITHUB_OUTPUT", missing);

        job.Write(Job.Project()).ShouldBeEmpty();

        File.ReadAllText(missing).ShouldStartWith("studio-project-url=https://");
    }

    [Fact]
    public void A_folder_instead_of_the_file_is_a_warning()
    {
        job.Repository.Set("GITHUB_OUTPUT", job.Repository.Path);

        ShouldWarnOf("GITHUB_OUTPUT");
    }

    [Fact]
    public void A_relative_path_is_a_warning()
    {
        job.Repository.Set("GITHUB_OUTPUT", "rel.out");

        ShouldWarnOf("GITHUB_OUTPUT");
    }

    [Fact]
    public void A_FIFO_is_a_warning_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        File.Delete(job.Outputs);
        OtherUser.CreateFifo(job.Outputs);

        ShouldWarnOf("GITHUB_OUTPUT");
    }

    [Fact]
    public void A_device_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        job.Repository.Set("GITHUB_STEP_SUMMARY", "/dev/full");

        ShouldWarnOf("GITHUB_STEP_SUMMARY");
    }

    [Fact]
    public void A_link_instead_of_the_file_is_a_warning_and_its_target_stays()
    {
        var elsewhere = job.Repository.Write("elsewhere", "mine")["elsewhere"];
        File.Delete(job.Summary);
        Link.ToFile(job.Summary, elsewhere);

        ShouldWarnOf("GITHUB_STEP_SUMMARY");

        File.ReadAllText(elsewhere).ShouldBe("mine");
    }

    /// <summary>One warning, and the other file has its lines.</summary>
    private void ShouldWarnOf(string variable)
    {
        var warning = job.Write(Job.Project()).ShouldHaveSingleItem();

        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO1024"));
        warning.Text.ShouldContain($"the file of {variable}");
        File.ReadAllText(variable == "GITHUB_OUTPUT" ? job.Summary : job.Outputs).ShouldContain("iris-tsanhawn9y");
    }
}
