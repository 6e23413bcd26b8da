using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>
/// DESIGN section 5, "Where it may go". A row has the sources of a token and of a Studio's URL, as source:key, with a + between;
/// the URL is https://own.example.com, @other https://other.example.com, @public one of the public Studio's later addresses.
/// </summary>
public class TokenRuleTests
{
    private const string Own = "https://own.example.com";
    private const string Other = "https://other.example.com";
    private const string Public = "https://studio.datachain.ai";

    [Theory]
    // A token of a config file goes to that file's Studio.
    [InlineData("user:token", "https://studio.iterative.ai")]
    [InlineData("user:token + user:url", Own)]
    [InlineData("system:token + system:url", Own)]
    [InlineData(".dvc/config:token + .dvc/config:url", Own)]
    [InlineData(".dvc/config.local:token + .dvc/config.local:url", Own)]
    [InlineData(".dvc/config.local:token + .dvc/config.local:url + .dvc/config:url@other", Own)]
    [InlineData("user:token + user:url + StudioUrl", Own)]
    [InlineData("user:token + user:url + DVC_STUDIO_URL", Own)]
    [InlineData("user:token + user:url + .dvc/config:url", Own)]
    // A token of a config file that names no Studio goes to the default one, or to one that is named outside the repository.
    [InlineData(".dvc/config.local:token", "https://studio.iterative.ai")]
    [InlineData(".dvc/config.local:token + DVC_STUDIO_URL", Own)]
    [InlineData(".dvc/config.local:token + user:url", Own)]
    [InlineData(".dvc/config.local:token + system:url", Own)]
    [InlineData(".dvc/config.local:token + .dvc/config:url + DVC_STUDIO_URL", Own)]
    [InlineData(".dvc/config.local:token + .dvc/config:url + user:url", Own)]
    [InlineData(".dvc/config.local:token + .dvc/config:url@other + DVC_STUDIO_URL", Own)]
    [InlineData("user:token + DVC_STUDIO_URL", Own)]
    [InlineData("user:token + system:url", Own)]
    [InlineData("system:token + user:url", Own)]
    [InlineData("user:token + DVC_STUDIO_URL + StudioUrl", Own)]
    // The public Studio has three addresses.
    [InlineData("user:token + StudioUrl@public", Public)]
    [InlineData("user:token + .dvc/config:url@public", Public)]
    [InlineData(".dvc/config.local:token + DVC_STUDIO_URL@public", Public)]
    // A token from outside the repository goes to a Studio that is named outside its data.
    [InlineData("DVC_STUDIO_TOKEN", "https://studio.iterative.ai")]
    [InlineData("STUDIO_TOKEN + StudioUrl", Own)]
    [InlineData("DVC_STUDIO_TOKEN + StudioUrl", Own)]
    [InlineData("DVC_STUDIO_TOKEN + DVC_STUDIO_URL", Own)]
    [InlineData("STUDIO_TOKEN + DVC_STUDIO_URL", Own)]
    [InlineData("DVC_STUDIO_TOKEN + user:url", Own)]
    [InlineData("DVC_STUDIO_TOKEN + system:url", Own)]
    [InlineData("StudioTokenFile + StudioUrl", Own)]
    [InlineData("StudioTokenFile + DVC_STUDIO_URL", Own)]
    [InlineData("StudioTokenVariable + StudioUrl", Own)]
    [InlineData("StudioTokenVariable + user:url", Own)]
    // The repository may repeat what was named outside, or name the default.
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url + user:url", Own)]
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url + DVC_STUDIO_URL", Own)]
    [InlineData("StudioTokenFile + .dvc/config.local:url + system:url", Own)]
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url@public", Public)]
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url@other + StudioUrl", Own)]
    // DVC_STUDIO_URL binds only the variables beside it.
    [InlineData("StudioTokenFile + DVC_STUDIO_URL@other + StudioUrl", Own)]
    [InlineData("StudioTokenVariable + DVC_STUDIO_URL@other + StudioUrl", Own)]
    [InlineData("user:token + user:url + DVC_STUDIO_URL@other + StudioUrl", Own)]
    public void The_token_may_go_to(string places, string studio)
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        var planned = PlanWith(repository, places);

        planned.Token.ShouldBe("isat_SECRET");
        planned.Plan.Settings.Studio.Value.Value.ShouldBe(studio);
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Theory]
    // A token of a config file with another Studio.
    // A property is no more than a file of the repository says.
    [InlineData("user:token + StudioUrl", "user")]
    [InlineData(".dvc/config.local:token + StudioUrl", ".dvc/config.local")]
    [InlineData("user:token + DVC_STUDIO_URL@other + StudioUrl", "user")]
    // The theft of issue 13: a pull request adds a url to the committed file beside a token of the local one.
    [InlineData(".dvc/config.local:token + .dvc/config:url", ".dvc/config.local")]
    [InlineData(".dvc/config.local:token + .dvc/config:url + user:url@other", ".dvc/config.local")]
    [InlineData(".dvc/config.local:token + .dvc/config:url + system:url@other", ".dvc/config.local")]
    [InlineData("user:token + .dvc/config:url", "user")]
    [InlineData("user:token + .dvc/config.local:url", "user")]
    [InlineData("user:token + user:url + StudioUrl@other", "user")]
    [InlineData("user:token + user:url + DVC_STUDIO_URL@other", "user")]
    [InlineData("user:token + user:url + .dvc/config.local:url@other", "user")]
    [InlineData("system:token + .dvc/config:url", "system")]
    [InlineData(".dvc/config:token + .dvc/config.local:url", ".dvc/config")]
    [InlineData(".dvc/config:token + user:url", ".dvc/config")]
    [InlineData(".dvc/config:token + DVC_STUDIO_URL", ".dvc/config")]
    [InlineData(".dvc/config.local:token + .dvc/config:url + StudioUrl@other", ".dvc/config.local")]
    [InlineData(".dvc/config.local:token + .dvc/config.local:url + DVC_STUDIO_URL@other", ".dvc/config.local")]
    // A token from outside, and a Studio that only the repository's data names.
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url", "DVC_STUDIO_TOKEN")]
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config.local:url", "DVC_STUDIO_TOKEN")]
    [InlineData("STUDIO_TOKEN + .dvc/config:url", "STUDIO_TOKEN")]
    [InlineData("StudioTokenFile + .dvc/config:url", "token-file")]
    [InlineData("StudioTokenVariable + .dvc/config.local:url", "MY_TOKEN")]
    [InlineData("DVC_STUDIO_TOKEN + .dvc/config:url + user:url@other", "DVC_STUDIO_TOKEN")]
    // DVC_STUDIO_URL binds the variables beside it.
    [InlineData("DVC_STUDIO_TOKEN + DVC_STUDIO_URL@other + StudioUrl", "DVC_STUDIO_TOKEN")]
    [InlineData("STUDIO_TOKEN + DVC_STUDIO_URL@other + StudioUrl", "STUDIO_TOKEN")]
    public void The_token_may_not_go_there_and_the_error_offers_DVC_STUDIO_URL(string places, string source)
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        var planned = PlanWith(repository, places);

        var failure = planned.TokenFailure;
        failure.Code.ShouldBe("STUDIO1008");
        failure.Text.ShouldContain(source is "user" or "system" ? repository.Path(source) : source);
        failure.Text.ShouldContain($"may not go to {planned.Plan.Settings.Studio.Value.Value}");
        failure.Text.ShouldContain("DVC_STUDIO_URL");
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_committed_token_that_may_not_go_there_is_no_warning_but_the_error()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        PlanWith(repository, ".dvc/config:token + StudioUrl").Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".dvc/config.local:token + .dvc/config:url", "dvc config --local studio.url")]
    [InlineData("user:token + .dvc/config:url", "dvc config --global studio.url")]
    [InlineData("system:token + StudioUrl", "dvc config --system studio.url")]
    public void The_error_has_the_command_that_stores_the_url(string places, string command)
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        PlanWith(repository, places).TokenFailure.Text.ShouldContain(command);
    }

    [Fact]
    public void The_rule_does_not_read_the_name_of_a_file_as_that_of_a_variable()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository")
            .Write("a DVC_STUDIO_TOKEN", "isat_SECRET").Set("DVC_STUDIO_URL", Other);

        repository.Plan(with: with => with.Set("StudioTokenFile", "a DVC_STUDIO_TOKEN").Set("StudioUrl", Own)).Token.ShouldBe("isat_SECRET");
    }

    [Fact]
    public void A_variable_that_is_named_by_StudioTokenVariable_is_bound_like_itself()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository")
            .Set("DVC_STUDIO_TOKEN", "isat_SECRET").Set("DVC_STUDIO_URL", Other);

        repository.Plan(with: with => with.Set("StudioTokenVariable", "DVC_STUDIO_TOKEN").Set("StudioUrl", Own)).TokenFailure.Code.ShouldBe("STUDIO1008");
    }

    private static Planned PlanWith(GitRepository repository, string places)
    {
        var properties = new List<Func<ProjectProperties, ProjectProperties>>();
        foreach (var place in places.Split(" + "))
        {
            var (where, url) = place.Split('@') is [var before, var other] ? (before, other == "public" ? Public : Other) : (place, Own);
            switch (where.Split(':'))
            {
                case ["StudioUrl"]:
                    properties.Add(with => with.Set("StudioUrl", url));
                    break;
                case ["StudioTokenFile"]:
                    repository.Write("token-file", "isat_SECRET");
                    properties.Add(with => with.Set("StudioTokenFile", "token-file"));
                    break;
                case ["StudioTokenVariable"]:
                    repository.Set("MY_TOKEN", "isat_SECRET");
                    properties.Add(with => with.Set("StudioTokenVariable", "MY_TOKEN"));
                    break;
                case [var variable]:
                    repository.Set(variable, variable.EndsWith("URL", StringComparison.Ordinal) ? url : "isat_SECRET");
                    break;
                case [var file, var key]:
                    repository.Configure(file, File.Exists(repository.Path(file)) ? "" : "[studio]\n").Configure(file, $"{key} = {(key == "url" ? url : "isat_SECRET")}\n");
                    break;
            }
        }

        return repository.Plan(with: with => properties.Aggregate(with, (sum, set) => set(sum)));
    }
}
