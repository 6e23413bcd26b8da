namespace Repository.Tests;

/// <summary>Which dependencies Dependabot keeps up to date.</summary>
public sealed class DependabotTests
{
    /// <summary>The file that an ecosystem reads in its folder.</summary>
    private static readonly Dictionary<string, string> Reads = new(StringComparer.Ordinal)
    {
        ["nuget"] = "Directory.Packages.props",
        ["dotnet-sdk"] = "global.json",
        ["github-actions"] = ".github/workflows/ci.yml",
        ["npm"] = "package-lock.json",
    };

    private static readonly string[] Keys = ["package-ecosystem", "directory", "directories", "schedule", "cooldown", "groups", "ignore"];

    private static readonly JsonObject Configuration = Yaml.Read(".github/dependabot.yml");

    private static IEnumerable<(string Ecosystem, string Folder)> Updates =>
        from update in Configuration["updates"]!.AsArray()
        from folder in (update!["directories"] ?? update["directory"]).Texts()
        select ((string)update["package-ecosystem"]!, folder.Trim('/'));

    [Fact]
    public void Every_entry_has_the_keys_that_GitHub_knows()
    {
        ((string?)Configuration["version"]).ShouldBe("2");
        foreach (var update in Configuration["updates"]!.AsArray())
        {
            update!.Keys().Except(Keys, StringComparer.Ordinal).ShouldBeEmpty();
            ((string?)update!["schedule"]!["interval"]).ShouldBeOneOf("daily", "weekly", "monthly");
        }
    }

    [Fact]
    public void Every_entry_has_something_to_update()
    {
        foreach (var (ecosystem, folder) in Updates)
            File.Exists(SourceTree.File(Path.Combine(folder, Reads[ecosystem]))).ShouldBeTrue($"{ecosystem} in /{folder}");
    }

    [Theory]
    [InlineData("nuget", "Directory.Packages.props")]
    [InlineData("npm", "package-lock.json")]
    public void No_folder_with_dependencies_is_left_out(string ecosystem, string file) =>
        Directory.EnumerateFiles(SourceTree.Root, file, SearchOption.AllDirectories)
            .Select(found => Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(found)!).Replace('\\', '/'))
            .Where(folder => !folder.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or "artifacts"))
            .Select(folder => folder == "." ? "" : folder)
            .ShouldBe(Updates.Where(update => update.Ecosystem == ecosystem).Select(update => update.Folder), ignoreOrder: true);

    [Fact]
    public void The_engine_that_the_task_is_compiled_against_stays_the_oldest_supported_one() =>
        Configuration["updates"]!.AsArray().Single(update => (string?)update!["package-ecosystem"] == "nuget")!["ignore"]!.AsArray()
            .Select(ignored => (string?)ignored!["dependency-name"])
            .ShouldBe(["Microsoft.Build", "Microsoft.Build.*"]);
}
