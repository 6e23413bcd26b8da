using CliWrap;
using CliWrap.Buffered;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Settings;

/// <summary>What each setting accepts.</summary>
public class SettingsTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("Yes", true)]
    [InlineData("y", true)]
    [InlineData(" on ", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("NO", false)]
    [InlineData("n", false)]
    [InlineData("off", false)]
    public void A_boolean_has_these_spellings(string text, bool value)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        repository.Plan(with: with => with.Set("StudioPublic", text)).Plan.Registration.Public.ShouldBe(value);
    }

    [Theory]
    [InlineData("StudioPublic", "tru")]
    [InlineData("StudioPublic", "2")]
    [InlineData("StudioDryRun", "maybe")]
    [InlineData("StudioOffline", "-1")]
    [InlineData("DVC_STUDIO_OFFLINE", "wahr")]
    [InlineData(".dvc/config:2", "nope")]
    public void Another_spelling_of_a_boolean_is_refused_with_its_source_and_the_right_ones(string source, string text)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        if (source.StartsWith("DVC_", StringComparison.Ordinal))
            repository.Set(source, text);
        if (source.StartsWith('.'))
            repository.Configure(".dvc/config", $"[studio]\noffline = {text}\n");

        var failure = repository.Plan(with: with => source switch
        {
            "StudioPublic" => with.Set("StudioPublic", text),
            "StudioDryRun" => with.Set("StudioDryRun", text),
            "StudioOffline" => with.Set("StudioOffline", text),
            _ => with,
        }).Failure;

        failure.Code.ShouldBe("STUDIO1001");
        failure.Text.ShouldContain(source.OfSystem());
        failure.Text.ShouldContain("true");
        failure.Text.ShouldContain("off");
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData(null, "true", null, true)]
    [InlineData(null, null, "True", true)]
    [InlineData(null, "false", "true", true)]
    [InlineData(null, "true", "false", true)]
    [InlineData(null, "false", "false", false)]
    [InlineData("false", "true", "true", false)]
    [InlineData("true", "false", "false", true)]
    public void Offline_is_the_propertys_value_or_else_true_where_environment_or_config_is(string? property, string? variable, string? config, bool offline)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_OFFLINE", variable);
        if (config is not null)
            repository.Configure("user", $"[studio]\noffline = {config}\n");

        repository.Plan(with: with => with.Set("StudioOffline", property)).Plan.Settings.Offline.Value.ShouldBe(offline);
    }

    [Theory]
    [InlineData("DVC_STUDIO_OFFLINE")]
    [InlineData(".dvc/config:2")]
    public void Offline_names_its_source(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        if (source.StartsWith('.'))
            repository.Configure(".dvc/config", "[studio]\noffline = true\n").Set("DVC_STUDIO_OFFLINE", "false");
        else
            repository.Configure(".dvc/config", "[studio]\noffline = false\n").Set("DVC_STUDIO_OFFLINE", "true");

        repository.Plan().Plan.Settings.Offline.Source.ToString().ShouldEndWith(source.OfSystem());
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 45 ", 45)]
    [InlineData("3600", 3600)]
    public void The_timeout_is_a_number_of_seconds(string text, int seconds)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        repository.Plan(with: with => with.Set("StudioTimeout", text)).Plan.Settings.Timeout.Value.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("3601")]
    [InlineData("99999999999")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("30s")]
    [InlineData("1 000")]
    [InlineData("\u0663\u0660")]
    [InlineData("00:00:30")]
    public void Another_timeout_is_refused(string text)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        repository.Plan(with: with => with.Set("StudioTimeout", text)).Failure.Code.ShouldBe("STUDIO1002");
    }

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("turned\u202Eeman")]
    [InlineData("\u001B[2J")]
    public void A_name_that_turns_the_line_is_refused(string text)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        var name = repository.Plan(with: with => with.Set("StudioProjectName", text)).Failure;
        var team = repository.Plan(with: with => with.Set("StudioTeamName", text)).Failure;

        (name.Code, team.Code).ShouldBe(("STUDIO1016", "STUDIO1016"));
        name.Text.ShouldContain("StudioProjectName");
        team.Text.ShouldContain("StudioTeamName");
    }

    [Fact]
    public void A_name_has_at_most_256_characters()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        repository.Plan(with: with => with.Set("StudioProjectName", new string('n', 256))).Plan.Registration.Name!.Length.ShouldBe(256);
        repository.Plan(with: with => with.Set("StudioProjectName", new string('n', 257))).Failure.Code.ShouldBe("STUDIO1016");
    }

    [Fact]
    public void The_request_is_the_one_of_the_API_page()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/amritghimire/monorepo-model-registry-fixture").Write("nested/.dvc/config", "");

        var plan = repository.Plan("nested/app.csproj", with => with.Set("StudioPublic", "true").Set("StudioTeamName", "team_name").Set("StudioProjectName", "test-nested")).Plan;

        CreateProjectContent.Json(plan.Registration).ShouldBe(
            """{"repo_url":"https://github.com/amritghimire/monorepo-model-registry-fixture","public":true,"team_name":"team_name","subdir":"nested","name":"test-nested"}""");
    }

    [Fact]
    public void What_is_not_set_is_not_in_the_request()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        CreateProjectContent.Json(repository.Plan().Plan.Registration).ShouldBe($$"""{"repo_url":"{{Url}}"}""");
    }

    [Fact]
    public void An_explicit_false_is_in_the_request()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        CreateProjectContent.Json(repository.Plan(with: with => with.Set("StudioPublic", "false")).Plan.Registration).ShouldContain("\"public\":false");
    }

    [Theory]
    [InlineData("DVC_STUDIO_URL")]
    [InlineData(".dvc/config.local:2")]
    [InlineData("user")]
    public void A_Studio_URL_that_is_refused_names_its_source_and_never_itself(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        if (source.StartsWith("DVC_", StringComparison.Ordinal))
            repository.Set(source, "https://alice:SECRET@studio.example.com");
        else
            repository.Configure(source.Split(':')[0], "[studio]\nurl = https://alice:SECRET@studio.example.com\n");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO1003");
        failure.Text.ShouldContain(source == "user" ? repository.Path("user") + ":2" : source.OfSystem());
        failure.Text.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData(".dvc/config.local")]
    [InlineData(".dvc/config")]
    [InlineData("user")]
    [InlineData("system")]
    public void An_error_in_a_config_file_is_reported_at_its_line(string file)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(file, "[studio]\nurl: isat_SECRET\n");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO1014");
        failure.Diagnostic.File.ShouldBe(repository.Path(file));
        failure.Diagnostic.Line.ShouldBe(2);
        failure.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_config_file_of_megabytes_is_not_read()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(".dvc/config", new string('#', 2_000_000));

        repository.Plan().Failure.Code.ShouldBe("STUDIO1014");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/nowhere")]
    public void A_users_file_that_is_a_link_to_no_file_counts_as_none_and_does_not_hang(string target)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        Directory.CreateDirectory(Path.GetDirectoryName(repository.Path("user"))!);
        Link.ToFile(repository.Path("user"), target);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_users_file_that_is_a_link_to_itself_is_an_error_and_no_crash()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        Directory.CreateDirectory(Path.GetDirectoryName(repository.Path("user"))!);
        Link.ToFile(repository.Path("user"), "config");

        repository.Plan().Failure.Code.ShouldBe("STUDIO1014");
    }

    [Fact]
    public async Task A_config_file_that_is_a_pipe_does_not_hang()
    {
        Skip.If(Needs.Unix);
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/other", "");
        await Cli.Wrap("mkfifo").WithArguments([repository[".dvc/config"]]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        var planned = await Task.Run(() => repository.Plan(), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        planned.RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_folder_where_a_config_file_would_be_is_none()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/config/file", "");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }
}
