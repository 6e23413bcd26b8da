using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>A wildcard that matched nothing leaves no item, and the whole repository is rarely what was meant.</summary>
public class NothingMatchedTests
{
    [Theory]
    [InlineData("models/churn", "models/fraud")]
    [InlineData("a", "b/c/d")]
    public async Task Without_items_a_project_outside_of_every_dvc_folder_stops_and_lists_them(string first, string second)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write($"{first}/.dvc/config", "").Write($"{second}/.dvc/config", "").Commit();

        var error = repository.RegisterAll(studio.Url, []).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("STUDIO4014");
        error.Text.ShouldContain(first);
        error.Text.ShouldContain(second);
        error.Text.ShouldContain("StudioSubdir");
        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".", null)]
    [InlineData("models/churn", "models/churn")]
    public async Task StudioSubdir_selects_the_folder(string subdir, string? sent)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("models/churn/.dvc/config", "").Commit();

        repository.RegisterAll(studio.Url, [], with => with.Set("StudioSubdir", subdir)).Registered.ShouldHaveSingleItem().Registration.Subdir.ShouldBe(sent);

        ((string?)studio.Request.Json["subdir"]).ShouldBe(sent);
    }

    [Fact]
    public async Task Force_does_not_make_the_whole_repository_meant()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("models/churn/.dvc/config", "").Commit();

        repository.RegisterAll(studio.Url, [], Build.Force).Codes.ShouldBe(["STUDIO4014"]);

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repository_without_DVC_is_registered_with_a_message()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, []);

        build.Folders.ShouldBe(["."]);
        build.Messages.ShouldContain(text => text.Contains("the whole repository is registered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Items_of_temporary_copies_only_register_nothing_and_warn()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items(".dvc/tmp/exps/tmpabc/.dvc/config")).Codes.ShouldBe(["STUDIO1023"]);

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task StudioSubdir_on_the_command_line_is_registered_all_the_same()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items("models/b"), with => with.Pick("models/a")).Folders.ShouldBe(["models/a"]);
    }
}
