using StudioMsBuild.Tests.Registration;

namespace StudioMsBuild.Tests.Git;

/// <summary>The row StudioSubdir of DESIGN section 2, and the walk of section 3.</summary>
public class SubdirTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("app.csproj", null)]
    [InlineData("models/app.csproj", null)]
    [InlineData("models/churn/app.csproj", "models/churn")]
    [InlineData("models/churn/source/deep/app.csproj", "models/churn")]
    [InlineData("models/churn-2/app.csproj", null)]
    public void The_nearest_folder_with_a_dvc_folder_at_or_above_the_project_is_sent(string project, string? subdir)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/config", "").Write("models/churn/.dvc/config", "");

        repository.Plan(project).Subdir.ShouldBe(subdir);
    }

    [Fact]
    public void The_nearer_of_two_dvc_folders_wins()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("a/.dvc/config", "").Write("a/b/.dvc/config", "");

        repository.Plan("a/b/c/app.csproj").Subdir.ShouldBe("a/b");
    }

    [Fact]
    public void A_file_named_dvc_is_no_dvc_folder()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "").Write("models/churn/.dvc", "");

        repository.Plan("models/churn/app.csproj").Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_dvc_folder_outside_the_repository_does_not_count()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        repository.Box.Write(".dvc/config", "[studio]\nurl = https://outside.example.com\n");

        var planned = repository.Plan("models/app.csproj");

        planned.Subdir.ShouldBeNull();
        planned.Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.iterative.ai");
    }

    [Fact]
    public async Task Without_any_dvc_folder_one_message_names_the_whole_repository_where_something_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        var created = repository.Register(studio.Url);
        var recorded = repository.Register(studio.Url);

        created.Reported.Where(SaysNoSubdir).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Message);
        recorded.Reported.Where(SaysNoSubdir).ShouldBeEmpty();

        static bool SaysNoSubdir(Diagnostic reported) => reported.Text.Contains("the whole repository is registered", StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_dvc_folder_in_the_root_there_is_nothing_to_say()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/config", "");

        repository.Plan("models/app.csproj").Reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("models/churn", "models/churn")]
    [InlineData("./models//churn/", "models/churn")]
    [InlineData(@"models\churn", "models/churn")]
    [InlineData("models/./churn", "models/churn")]
    [InlineData(" models/churn ", "models/churn")]
    [InlineData("two words/größe", "two words/größe")]
    [InlineData("..models/c..", "..models/c..")]
    [InlineData(".", null)]
    [InlineData("./", null)]
    [InlineData("./.", null)]
    public void StudioSubdir_is_sent_in_one_spelling(string property, string? subdir)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("other/.dvc/config", "");

        var planned = repository.Plan("other/app.csproj", with => with.Set("StudioSubdir", property));

        planned.Subdir.ShouldBe(subdir);
        planned.Reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("models/../../elsewhere")]
    [InlineData(@"..\elsewhere")]
    [InlineData("/models/churn")]
    [InlineData(@"\models")]
    [InlineData("C:/models")]
    [InlineData(@"c:\models")]
    [InlineData(@"\\server\share")]
    [InlineData("models/\u001B[2J")]
    [InlineData("models/\nchurn")]
    [InlineData("models/\u202Enruhc")]
    [InlineData("models/*")]
    [InlineData("**")]
    [InlineData("models/chur?")]
    [InlineData("models/churn,models/fraud")]
    public void StudioSubdir_that_is_not_one_folder_of_the_repository_is_refused(string property)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        var failure = repository.Plan(with: with => with.Set("StudioSubdir", property)).Failure;

        failure.Code.ShouldBe("STUDIO1015");
        failure.Text.ShouldContain("StudioSubdir");
        Text.HasControl(failure.Text.Replace("\n", "", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public void StudioSubdir_that_is_too_long_is_refused()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        repository.Plan(with: with => with.Set("StudioSubdir", new string('s', 5000))).Failure.Code.ShouldBe("STUDIO1015");
    }
}
