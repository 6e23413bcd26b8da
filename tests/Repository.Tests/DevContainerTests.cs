namespace Repository.Tests;

/// <summary>The container that an editor opens the repository in.</summary>
public sealed class DevContainerTests
{
    [Fact]
    public void It_has_the_SDK_that_the_repository_asks_for()
    {
        var container = Json(".devcontainer/devcontainer.json");
        var sdk = Version.Parse((string)Json("global.json")["sdk"]!["version"]!);

        ((string?)container["image"]).ShouldNotBeNull().ShouldContain($"/devcontainers/dotnet:2-{sdk.Major}.{sdk.Minor}-");
        ((string?)container["postCreateCommand"]).ShouldBe("dotnet restore && dotnet tool restore");
    }

    private static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(SourceTree.File(path)))!;
}
