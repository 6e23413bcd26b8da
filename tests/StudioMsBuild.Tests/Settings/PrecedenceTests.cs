using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;

namespace StudioMsBuild.Tests.Settings;

/// <summary>Property, environment, .dvc/config.local, .dvc/config, the user's file, the system's: the first wins, and its source is shown.</summary>
public class PrecedenceTests
{
    private static readonly string[] Urls = ["StudioUrl", "DVC_STUDIO_URL", .. SettingSourceExtensions.ConfigFiles];
    private static readonly string[] RepoUrls = ["StudioRepoUrl", "DVC_STUDIO_REPO_URL", "STUDIO_REPO_URL", .. SettingSourceExtensions.ConfigFiles];
    private static readonly string[] Remotes = ["StudioGitRemote", "DVC_EXP_GIT_REMOTE", .. SettingSourceExtensions.ConfigFiles];

    public static TheoryData<string, int> Winners() => new(
        new[] { ("StudioUrl", Urls.Length), ("StudioRepoUrl", RepoUrls.Length), ("StudioGitRemote", Remotes.Length) }
            .SelectMany(setting => Enumerable.Range(0, setting.Item2).Select(first => (setting.Item1, first))));

    [Theory]
    [MemberData(nameof(Winners))]
    public void The_first_source_with_a_value_wins_and_the_plan_names_it(string setting, int first)
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository").Write(".dvc/config", "");
        var (places, key, value) = setting switch
        {
            "StudioUrl" => (Urls, "[studio]\nurl", (Func<int, string>)(i => $"https://studio{i}.example.com")),
            "StudioRepoUrl" => (RepoUrls, "[studio]\nrepo_url", i => $"https://github.com/owner/repository{i}"),
            _ => (Remotes, "[exp]\ngit_remote", i => $"remote{i}"),
        };
        string? property = null;
        for (var i = first; i < places.Length; i++)
        {
            // A repository URL of the repository's own config has to be a remote's.
            repository.Config($"remote.{(setting == "StudioRepoUrl" ? $"remote{i}" : value(i))}.url", setting == "StudioRepoUrl" ? value(i) : $"https://github.com/owner/{i}");
            if (i == 0)
                property = value(i);
            else if (SettingSourceExtensions.ConfigFiles.Contains(places[i]))
                repository.Configure(places[i], $"{key} = {value(i)}\n");
            else
                repository.Set(places[i], value(i));
        }

        var planned = repository.Plan(with: with => setting switch
        {
            "StudioUrl" => with.Set("StudioUrl", property),
            "StudioRepoUrl" => with.Set("StudioRepoUrl", property),
            _ => with.Set("StudioGitRemote", property),
        });

        var line = planned.Plan.DryRun().Split('\n').Single(line => line.StartsWith($"  {setting} ", StringComparison.Ordinal));
        line.ShouldContain(value(first) + " ");
        line.ShouldEndWith($"({SourceName(repository, places[first])})");
    }

    public static TheoryData<string, int> Sources() => new(StudioSettings.Definitions.SelectMany(definition =>
        Enumerable.Range(0, SourcesOf(definition).Count).Select(first => (definition.Name, first))));

    [Theory]
    [MemberData(nameof(Sources))]
    public void Each_setting_comes_from_the_first_of_its_sources_that_is_set(string name, int first)
    {
        var definition = StudioSettings.Definitions.Single(definition => definition.Name == name);
        using var repository = GitRepository.Create();
        var sources = SourcesOf(definition);
        for (var i = first; i < sources.Count; i++)
        {
            if (i == 0)
                continue;
            if (definition.Variables.Contains(sources[i]))
                repository.Set(sources[i], Sample(definition, repository, i));
            else
                repository.Configure("user", $"[{sources[i].Split('.')[0]}]\n{sources[i].Split('.')[1]} = {Sample(definition, repository, i)}\n");
        }

        var properties = new ProjectProperties { ProjectFile = repository["app.csproj"], GlobalProperties = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "" } }
            .Set(name, first == 0 ? Sample(definition, repository, 0) : null);
        var config = DvcConfig.Read(repository.Path, null, repository.Environment).Value();
        var resolved = StudioSettings.Read(new SettingSources(properties, repository.Environment, config)).Value().All.Single(setting => setting.Definition == definition);

        (resolved.Source.Kind, resolved.Source.Name).ShouldBe(sources[first] switch
        {
            var source when first == 0 => (SourceKind.Property, source),
            var source when definition.Variables.Contains(source) => (SourceKind.EnvironmentVariable, source),
            var source => (SourceKind.UserConfig, source),
        });
    }

    private static List<string> SourcesOf(SettingDefinition definition) => [definition.Name, .. definition.Variables, .. definition.DvcKey is { } key ? [key] : Array.Empty<string>()];

    private static string Sample(SettingDefinition definition, GitRepository repository, int number) => definition.EditorType switch
    {
        "bool" => "true",
        "int" => $"{number + 1}",
        "url" => $"https://studio{number}.example.com",
        "file" => repository.Box.Write($"file{number}", ""),
        _ => $"value{number}",
    };

    [Fact]
    public void Nothing_set_means_the_defaults_which_the_plan_names_too()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        repository.Plan().Plan.DryRun().ShouldBe(
            $$"""
            Studio dry run: nothing is sent
              result                  to be created in your personal space
              POST https://studio.iterative.ai/api/create-project
              {
                "repo_url": "https://github.com/owner/repository"
              }
              StudioRepoUrl           https://github.com/owner/repository  (Git remote origin)
              StudioSubdir            the Git root                         (no .dvc folder)
              token                   STUDIO1005: There is no token for https://studio.iterative.ai.
              {{StudioSettings.Definitions.Count - 3}} other settings have their defaults. To see all, add -v:n.
            """);
    }

    [Fact]
    public void All_settings_are_there_for_those_who_ask()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        var all = DryRunText.AllSettings([repository.Plan().Plan]).ToString();

        foreach (var definition in StudioSettings.Definitions.Where(definition => definition != StudioSettings.StudioDryRun))
            all.ShouldContain($"\n  {definition.Name} ");
        all.ShouldContain("\n  StudioTimeout           30                                   (default)\n");
    }

    [Fact]
    public void Everything_set_is_in_the_plan_with_its_source_and_the_token_only_as_set()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository").Write("nested/.dvc/config", "")
            .Set("DVC_STUDIO_TOKEN", "isat_SECRET").Set("DVC_STUDIO_URL", "https://studio.example.com/prefix/api");

        var planned = repository.Plan("nested/app.csproj", with => with
            .Set("StudioPublic", "yes").Set("StudioTeamName", "team \"a\"").Set("StudioProjectName", "größe").Set("StudioTimeout", "5").Set("StudioOffline", "no").Set("StudioDryRun", "1"));

        planned.Plan.DryRun().ShouldBe(
            $$"""
            Studio dry run: nothing is sent
              result                  to be created
              POST https://studio.example.com/prefix/api/create-project
              {
                "repo_url": "https://github.com/owner/repository",
                "public": true,
                "team_name": "team \"a\"",
                "subdir": "nested",
                "name": "größe"
              }
              StudioUrl               https://studio.example.com/prefix    (environment variable DVC_STUDIO_URL)
              StudioRepoUrl           https://github.com/owner/repository  (Git remote origin)
              StudioPublic            true                                 (property StudioPublic)
              StudioTeamName          team "a"                             (property StudioTeamName)
              StudioSubdir            nested                               (nearest .dvc folder)
              StudioProjectName       größe                                (property StudioProjectName)
              StudioTimeout           5                                    (property StudioTimeout)
              StudioOffline           false                                (property StudioOffline)
              token                   set, from environment variable DVC_STUDIO_TOKEN
              {{StudioSettings.Definitions.Count - 9}} other settings have their defaults. To see all, add -v:n.
            """);
    }

    [Fact]
    public void What_is_set_of_the_record_is_in_the_plan_but_for_the_adopted_URL()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository").Write("authority.pem", "");

        var rows = repository.Plan(with: with =>
            (with with { GlobalProperties = new Dictionary<string, string>(StringComparer.Ordinal) { ["StudioForce"] = "true", ["studioadopt"] = "" } })
                .Set("StudioCaCertificateFile", "authority.pem").Set("StudioRetries", "0").Set("StudioLockFile", "records/one.json").Set("StudioLockedMode", "on")
                .Set("StudioForce", "true").Set("StudioAdopt", "https://studio.iterative.ai/SECRET")).Plan.DryRun().Split('\n').Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();

        foreach (var row in new[]
        {
            $"StudioCaCertificateFile {repository["authority.pem"]} (property StudioCaCertificateFile)",
            "StudioRetries 0 (property StudioRetries)",
            "StudioLockFile records/one.json (property StudioLockFile)",
            "StudioLockedMode true (property StudioLockedMode)",
            "StudioForce true (property StudioForce)",
            "StudioAdopt set (property StudioAdopt)",
        })
            rows.ShouldContain(row, StringComparer.Ordinal);
        rows.ShouldAllBe(row => !row.Contains("SECRET"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    public void An_empty_value_is_an_unset_one_everywhere(string empty)
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository")
            .Configure(".dvc/config.local", "[studio]\nurl =\ntoken = ''\nrepo_url = ' '\noffline =\n[exp]\ngit_remote =\n")
            .Configure("user", "[studio]\nurl = https://studio.example.com\n");
        foreach (var variable in new[] { "DVC_STUDIO_URL", "DVC_STUDIO_REPO_URL", "STUDIO_REPO_URL", "DVC_EXP_GIT_REMOTE", "DVC_STUDIO_OFFLINE", "DVC_STUDIO_TOKEN", "STUDIO_TOKEN" })
            repository.Set(variable, empty);

        var planned = repository.Plan(with: with => StudioSettings.Definitions.Aggregate(with, (set, definition) => set.Set(definition.Name, empty)));

        planned.Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.example.com");
        planned.RepoUrl.ShouldBe("https://github.com/owner/repository");
        planned.Plan.Registration.Public.ShouldBeNull();
        planned.Plan.Registration.TeamName.ShouldBeNull();
        planned.Plan.Registration.Name.ShouldBeNull();
        planned.Plan.Settings.Timeout.Value.ShouldBe(30);
        planned.Plan.Settings.Offline.Value.ShouldBeFalse();
        planned.TokenFailure.Code.ShouldBe("STUDIO1005");
    }

    [Fact]
    public void The_config_of_the_nearest_dvc_folder_counts_and_not_the_one_above()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository")
            .Configure(".dvc/config", "[studio]\nurl = https://root.example.com\n")
            .Configure("models/.dvc/config", "[core]\n");

        repository.Plan("models/app.csproj").Plan.Settings.Studio.Value.Value.ShouldBe(StudioAddress.Default.Value);
    }

    [Theory]
    [InlineData("DVC_GLOBAL_CONFIG_DIR", "chosen", "chosen/config")]
    [InlineData("DVC_SYSTEM_CONFIG_DIR", "chosen", "chosen/config")]
    [InlineData("XDG_CONFIG_HOME", "chosen", "chosen/dvc/config")]
    [InlineData("XDG_CONFIG_DIRS", "chosen", "chosen/dvc/config")]
    [InlineData("HOME", "chosen", "chosen/.config/dvc/config")]
    public void The_users_and_the_systems_file_are_where_DVC_has_them(string variable, string folder, string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have other folders");
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");
        foreach (var other in new[] { "DVC_GLOBAL_CONFIG_DIR", "DVC_SYSTEM_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS" })
            repository.Set(other, null);
        repository.Set(variable, repository.Box[folder] + (variable == "XDG_CONFIG_DIRS" ? ":/etc/other" : ""));
        repository.Box.Write(file, "[studio]\nurl = https://studio.example.com\n");

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.example.com");
    }

    [Fact]
    public void A_relative_folder_of_configuration_is_not_looked_for_in_the_current_one()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository")
            .Set("DVC_GLOBAL_CONFIG_DIR", "relative").Write("relative/config", "[studio]\nurl = https://studio.example.com\n");

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe(StudioAddress.Default.Value);
    }

    private static string SourceName(GitRepository repository, string place) =>
        SettingSourceExtensions.ConfigFiles.Contains(place) ? repository.Path(place) + ":2"
        : place.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? $"environment variable {place}"
        : $"property {place}";
}
