namespace StudioMsBuild.Tests.Settings;

/// <summary>Which file is whose: a link, a relative path or a home inside the repository makes none of them the user's.</summary>
public class DvcConfigLocationTests
{
    private const string Url = "https://github.com/owner/repository.git";
    private const string Evil = "https://evil.example.com";
    private const string Named = $"[studio]\nurl = {Evil}\n";

    [Theory]
    [InlineData(".dvc/config.local", "home/.config/dvc/config")]
    [InlineData(".dvc/config", "home/.config/dvc/config")]
    [InlineData(".dvc/config.local", "other/.dvc/config.local")]
    [InlineData(".dvc/config.local", "nowhere")]
    public void A_linked_config_file_is_refused_with_its_path(string link, string target)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/keep", "");
        if (target != "nowhere")
            repository.Box.Write(target, "[studio]\ntoken = isat_SECRET\n");
        Link.ToFile(repository[link], repository.Box[target]);

        ShouldBeRefused(repository.Plan(), repository[link]);
    }

    [Theory]
    [InlineData("models/churn", ".dvc", "models/churn/.dvc")]
    [InlineData("", ".dvc", ".dvc")]
    public void A_linked_dvc_folder_is_refused_with_its_path(string folder, string name, string link)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write($"{folder}/keep".TrimStart('/'), "");
        repository.Box.Write("other/.dvc/config", "[studio]\ntoken = isat_SECRET\n");
        Link.ToFolder(repository[Path.Combine(folder, name)], repository.Box["other/.dvc"]);

        ShouldBeRefused(repository.Plan(Path.Combine(folder, "app.csproj")), repository[link]);
    }

    [Fact]
    public void A_linked_users_file_is_the_users()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        repository.Box.Write("dotfiles/dvc", "[studio]\ntoken = isat_mine\n");
        Directory.CreateDirectory(Path.GetDirectoryName(repository.Path("user"))!);
        Link.ToFile(repository.Path("user"), repository.Box["dotfiles/dvc"]);

        repository.Plan().Token.ShouldBe("isat_mine");
    }

    [Theory]
    [InlineData("HOME", ".", ".config/dvc/config")]
    [InlineData("HOME", "", ".config/dvc/config")]
    [InlineData("XDG_CONFIG_HOME", "relative", "relative/dvc/config")]
    [InlineData("XDG_CONFIG_DIRS", "relative", "relative/dvc/config")]
    [InlineData("XDG_CONFIG_DIRS", "relative:/etc/xdg", "relative/dvc/config")]
    [InlineData("DVC_GLOBAL_CONFIG_DIR", ".", "config")]
    [InlineData("DVC_GLOBAL_CONFIG_DIR", "..", "../config")]
    [InlineData("DVC_SYSTEM_CONFIG_DIR", "./relative", "relative/config")]
    public void A_relative_path_names_no_file_of_the_users_or_the_systems(string variable, string value, string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The folders of Linux.");
        using var repository = GitRepository.Create().Remote("origin", Url).Write(file, Named);
        foreach (var other in new[] { "DVC_GLOBAL_CONFIG_DIR", "DVC_SYSTEM_CONFIG_DIR", "XDG_CONFIG_HOME" })
            repository.Set(other, null);
        repository.Set("XDG_CONFIG_DIRS", repository.Box["system"]).Set(variable, value);

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.iterative.ai");
    }

    [Theory]
    [InlineData("HOME", "", ".config/dvc/config")]
    [InlineData("XDG_CONFIG_HOME", "settings", "settings/dvc/config")]
    [InlineData("DVC_GLOBAL_CONFIG_DIR", "settings", "settings/config")]
    [InlineData("DVC_SYSTEM_CONFIG_DIR", "settings", "settings/config")]
    [InlineData("XDG_CONFIG_DIRS", "settings", "settings/dvc/config")]
    public void A_file_in_the_repository_is_not_the_users(string variable, string folder, string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The folders of Linux.");
        using var repository = GitRepository.Create().Remote("origin", Url).Write(file, Named);
        foreach (var other in new[] { "DVC_GLOBAL_CONFIG_DIR", "DVC_SYSTEM_CONFIG_DIR", "XDG_CONFIG_HOME" })
            repository.Set(other, null);
        repository.Set(variable, repository[folder]);

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.iterative.ai");
    }

    [Fact]
    public void A_users_file_that_is_a_link_into_the_repository_is_not_the_users()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("dotfiles/dvc/config", Named);
        Directory.CreateDirectory(repository.Box["home/.config"]);
        Link.ToFolder(repository.Box["home/.config/dvc"], "../../repository/dotfiles/dvc");

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe("https://studio.iterative.ai");
    }

    private static void ShouldBeRefused(Planned planned, string link)
    {
        planned.Failure.Code.ShouldBe("STUDIO1026");
        planned.Failure.Text.ShouldContain(link);
        planned.AllText.ShouldNotContain("SECRET");
    }
}
