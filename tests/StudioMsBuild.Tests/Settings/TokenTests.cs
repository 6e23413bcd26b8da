namespace StudioMsBuild.Tests.Settings;

/// <summary>DESIGN section 5, "Token": where it is looked for, and what is no token.</summary>
public class TokenTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("DVC_STUDIO_TOKEN")]
    [InlineData("STUDIO_TOKEN")]
    [InlineData(".dvc/config.local")]
    [InlineData(".dvc/config")]
    [InlineData("user")]
    [InlineData("system")]
    public void The_first_source_with_a_token_wins_and_is_named(string first)
    {
        string[] places = ["DVC_STUDIO_TOKEN", "STUDIO_TOKEN", .. SettingSourceExtensions.ConfigFiles];
        using var repository = GitRepository.Create().Remote("origin", Url);
        foreach (var place in places.SkipWhile(place => place != first))
        {
            if (SettingSourceExtensions.ConfigFiles.Contains(place))
                repository.Configure(place, $"[studio]\ntoken = isat_{place.Replace('/', '_')}\n");
            else
                repository.Set(place, $"isat_{place}");
        }

        var planned = repository.Plan();

        planned.Token.ShouldBe($"isat_{first.Replace('/', '_')}");
        planned.Plan.Token.Value().Source.ToString().ShouldContain(SettingSourceExtensions.ConfigFiles.Contains(first) ? repository.Path(first) + ":2" : first);
        planned.AllText.ShouldNotContain("isat_");
    }

    [Fact]
    public void Without_any_token_the_text_names_the_scope_and_the_variable()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_URL", "https://studio.example.com");

        var failure = repository.Plan().TokenFailure;

        failure.Code.ShouldBe("STUDIO1005");
        failure.Text.ShouldContain("https://studio.example.com");
        failure.Text.ShouldContain("PROJECT");
        failure.Text.ShouldContain("DVC_STUDIO_TOKEN");
    }

    [Fact]
    public void A_token_of_DataChain_is_named_and_not_used()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DATACHAIN_STUDIO_TOKEN", "isat_SECRET");

        var planned = repository.Plan();

        planned.TokenFailure.Code.ShouldBe("STUDIO1005");
        planned.TokenFailure.Text.ShouldContain("DATACHAIN_STUDIO_TOKEN is set but not used");
        planned.TokenFailure.Text.ShouldContain("scope");
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("isat_x=")]
    [InlineData("isat_x==")]
    [InlineData("isat_x/+-._~:*")]
    public void A_token_may_have_any_other_printable_character(string token)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", token);

        repository.Plan().Token.ShouldBe(token);
    }

    [Theory]
    [InlineData("isat_file")]
    [InlineData("isat_file\n")]
    [InlineData("  isat_file\r\n\r\n")]
    [InlineData("\uFEFFisat_file")]
    public void StudioTokenFile_holds_the_token_relative_to_the_project(string content)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("secrets/token", content).Set("DVC_STUDIO_TOKEN", "isat_variable");

        var planned = repository.Plan("app/app.csproj", with => with.Set("StudioTokenFile", "../secrets/token"));

        planned.Token.ShouldBe("isat_file");
        planned.AllText.ShouldContain(repository["secrets/token"]);
    }

    [Theory]
    [InlineData("missing", "no such file")]
    [InlineData("folder", "can't be read")]
    [InlineData("empty", "contains no token")]
    [InlineData("huge", "larger than any token")]
    public void StudioTokenFile_that_holds_no_token_has_no_fallback(string file, string reason)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", "isat_variable")
            .Write("folder/file", "").Write("empty", "\n").Write("huge", new string('t', 100_000));

        var failure = repository.Plan(with: with => with.Set("StudioTokenFile", file)).TokenFailure;

        failure.Code.ShouldBe("STUDIO1010");
        failure.Text.ShouldContain(repository[file]);
        failure.Text.ShouldContain(reason);
    }

    [Fact]
    public void StudioTokenVariable_names_the_variable()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("MY_TOKEN", " isat_mine ").Set("DVC_STUDIO_TOKEN", "isat_variable");

        var planned = repository.Plan(with: with => with.Set("StudioTokenVariable", "MY_TOKEN"));

        planned.Token.ShouldBe("isat_mine");
        planned.AllText.ShouldContain("environment variable MY_TOKEN");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("$MY_SECRET")]
    public void StudioTokenVariable_that_is_unset_has_no_fallback(string? value)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("MY_TOKEN", value).Set("DVC_STUDIO_TOKEN", "isat_variable");

        repository.Plan(with: with => with.Set("StudioTokenVariable", "MY_TOKEN")).TokenFailure.Code.ShouldBe("STUDIO1011");
    }

    [Theory]
    [InlineData("$MY_TOKEN")]
    [InlineData("isat-SECRET")]
    [InlineData("isat SECRET")]
    [InlineData("1SECRET")]
    [InlineData("MY=SECRET")]
    public void StudioTokenVariable_that_is_no_name_is_refused_without_an_echo(string name)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", "isat_variable");

        var planned = repository.Plan(with: with => with.Set("StudioTokenVariable", name));

        planned.TokenFailure.Code.ShouldBe("STUDIO1012");
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void StudioTokenVariable_that_contains_the_token_itself_is_refused_without_an_echo()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);

        var planned = repository.Plan(with: with => with.Set("StudioTokenVariable", "isat_SECRET"));

        planned.TokenFailure.Diagnostic.Severity.ShouldBe(Severity.Error);
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void Two_named_sources_are_an_error()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("token", "isat_file").Set("MY_TOKEN", "isat_mine");

        repository.Plan(with: with => with.Set("StudioTokenFile", "token").Set("StudioTokenVariable", "MY_TOKEN")).TokenFailure.Code.ShouldBe("STUDIO1009");
    }

    [Theory]
    [InlineData("$DVC_STUDIO_SECRET")]
    [InlineData("${DVC_STUDIO_SECRET}")]
    [InlineData("$(DVC_STUDIO_SECRET)")]
    [InlineData("${{ secrets.STUDIO_TOKEN }}")]
    [InlineData("$env:STUDIO_SECRET")]
    [InlineData("%STUDIO_SECRET%")]
    [InlineData("!STUDIO_SECRET!")]
    [InlineData("{{STUDIO_SECRET}}")]
    public void A_CI_variable_that_was_not_expanded_is_no_token_and_a_message_names_it(string value)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", value).Set("STUDIO_TOKEN", "isat_next");

        var planned = repository.Plan();

        planned.Token.ShouldBe("isat_next");
        planned.Reported.ShouldContain(reported => reported.Severity == Severity.Message && reported.Text.Contains("DVC_STUDIO_TOKEN") && reported.Text.Contains("not expanded"));
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void After_an_unexpanded_variable_in_one_config_file_the_next_file_counts()
    {
        using var repository = GitRepository.Create().Remote("origin", Url)
            .Configure(".dvc/config.local", "[studio]\ntoken = %TOKEN%\n").Configure("user", "[studio]\ntoken = isat_next\n");

        repository.Plan().Token.ShouldBe("isat_next");
    }

    [Fact]
    public void A_dollar_sign_in_DVCs_config_is_no_token_either()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure("user", "[studio]\ntoken = $TOKEN\n");

        repository.Plan().TokenFailure.Code.ShouldBe("STUDIO1005");
    }

    [Theory]
    [InlineData("Bearer SECRET")]
    [InlineData("\"isat_SECRET\"")]
    [InlineData("'isat_SECRET'")]
    [InlineData("`isat_SECRET`")]
    [InlineData("\"isat_SECRET")]
    [InlineData("DVC_STUDIO_TOKEN=isat_SECRET")]
    [InlineData("token=isat_SECRET")]
    [InlineData("<SECRET>")]
    [InlineData("[SECRET]")]
    [InlineData("isat_SECRET,")]
    [InlineData("SEC\tRET")]
    [InlineData("SECRET\nX-Header: injected")]
    [InlineData("SECRET\r\nX-Header:injected")]
    [InlineData("SECRETé")]
    [InlineData("SECRET\u007F")]
    [InlineData("\u200BSECRET")]
    [InlineData("SECRET\u00A0SECRET")]
    public void What_is_not_a_token_alone_is_refused_with_its_source(string token)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", token);

        var planned = repository.Plan();

        planned.TokenFailure.Code.ShouldBe("STUDIO1006");
        planned.TokenFailure.Text.ShouldContain("DVC_STUDIO_TOKEN");
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_token_in_the_committed_config_works_with_a_warning_at_its_line()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(".dvc/config", "[core]\n[studio]\ntoken = isat_SECRET\n");

        var planned = repository.Plan();

        planned.Token.ShouldBe("isat_SECRET");
        var warning = planned.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.File, warning.Line).ShouldBe(("STUDIO1013", repository[".dvc/config"], 3));
        warning.Text.ShouldContain("Revoke");
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData(".dvc/config.local")]
    [InlineData("user")]
    [InlineData("system")]
    public void A_token_in_a_file_that_is_not_committed_needs_no_warning(string file)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(file, "[studio]\ntoken = isat_x\n");

        repository.Plan().Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("StudioToken")]
    [InlineData("STUDIOTOKEN")]
    [InlineData("DVC_STUDIO_TOKEN")]
    [InlineData("dvc_studio_token")]
    [InlineData("STUDIO_TOKEN")]
    public void A_token_as_a_property_of_the_command_line_is_refused_and_to_be_revoked(string property)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        var globals = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Configuration"] = "Release", [property] = "isat_SECRET" };

        var failure = repository.Plan(with: with => with with { GlobalProperties = globals }).Failure;

        failure.Code.ShouldBe("STUDIO1007");
        failure.Text.ShouldContain("Revoke");
        failure.Text.ShouldContain(property, Case.Insensitive);
        failure.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_token_never_shows_in_the_text_of_its_object()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("STUDIO_TOKEN", "isat_SECRET");

        $"{repository.Plan().Plan.Token.Value()}".ShouldNotContain("SECRET");
    }
}
