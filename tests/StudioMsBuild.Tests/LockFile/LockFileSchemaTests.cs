using System.Text.Json.Nodes;
using NJsonSchema;
using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>docs/studio.lock.schema.json takes what is written, and refuses what is not.</summary>
public class LockFileSchemaTests
{
    [Fact]
    public async Task What_is_written_is_valid()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(), new([new("a1", "iris", "https://a.example/a1"), new("a2", "größe", "http://127.0.0.1:8080/user/ada/projects/a2")]));
        lockFile.Replace(Keys.Of("https://gitlab.com/group/sub/Größe", team: "a team", subdir: "models/churn"), new([new("b-2_B", "", "https://a.example/b")]));

        (await ErrorsAsync(lockFile.Written())).ShouldBeEmpty();
        (await ErrorsAsync(LockFileContent.Empty().Written())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("studio", "\"\"")]
    [InlineData("studio", "1")]
    [InlineData("repo", "\"\"")]
    [InlineData("repo", "null")]
    [InlineData("team", "1")]
    [InlineData("subdir", "null")]
    [InlineData("part", "\"first\"")]
    [InlineData("id", "\"a b\"")]
    [InlineData("id", "\"\"")]
    [InlineData("name", "1")]
    [InlineData("url", "\"javascript:x\"")]
    [InlineData("url", "\"https://a.example/a b\"")]
    public async Task An_entry_with_such_a_field_is_not(string field, string value)
    {
        var entry = LockFileText.Entry();
        entry[field] = JsonNode.Parse(value);

        (await ErrorsAsync(LockFileText.Of(entry))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("studio")]
    [InlineData("repo")]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("url")]
    public async Task An_entry_without_such_a_field_is_not(string field)
    {
        var entry = LockFileText.Entry();
        entry.Remove(field);

        (await ErrorsAsync(LockFileText.Of(entry))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"version\": 2}")]
    [InlineData("{\"version\": \"1\"}")]
    [InlineData("{\"version\": 1, \"projects\": {}}")]
    [InlineData("{\"version\": 1, \"projects\": [1]}")]
    public async Task What_the_reader_refuses_is_not(string text)
    {
        LockFileText.Read(text).Failure().ShouldNotBeNull();
        (await ErrorsAsync(text)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Fields_of_a_newer_package_are_valid()
    {
        var entry = LockFileText.Entry();
        entry["labels"] = new JsonArray(1);

        (await ErrorsAsync(LockFileText.Of(entry))).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(string text)
    {
        var schema = await JsonSchema.FromFileAsync(SourceTree.File("docs/studio.lock.schema.json"), TestContext.Current.CancellationToken);
        return schema.Validate(text).Select(error => error.ToString());
    }
}
