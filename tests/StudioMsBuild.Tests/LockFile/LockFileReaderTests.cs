using System.Text;
using System.Text.Json.Nodes;
using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>A lock file that is none: a coded error at line and column, and never a word of what it holds.</summary>
public class LockFileReaderTests
{
    private const string Entry = """{"studio": "https://a.example", "repo": "a.example/secret", "team": "", "subdir": "", "id": "a1", "name": "SECRET", "url": "https://a.example/SECRET"}""";

    [Fact]
    public void One_key_twice_with_different_projects_is_refused_at_the_second()
    {
        var failure = Failure("{\"version\": 1, \"projects\": [\n  " + Entry + ",\n   " + Entry.Replace("a1", "a2", StringComparison.Ordinal).Replace("/SECRET\"", "/SECRET2\"", StringComparison.Ordinal) + "\n]}");

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", 3, 4));
        failure.Text.ShouldContain("twice");
    }

    [Fact]
    public void An_entry_that_is_one_of_several_beside_one_that_is_alone_is_refused()
    {
        var text = LockFileText.Of(LockFileText.Entry(id: "a1", part: "1/2"), LockFileText.Entry(id: "a2", part: "2/2"), LockFileText.Entry(id: "a3"));

        Failure(text).Text.ShouldContain("twice");
    }

    [Theory]
    [InlineData("{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"projects\": []\n=======\n  \"projects\": [1]\n>>>>>>> SECRET\n}\n", 3, 1)]
    [InlineData("{\n  \"version\": 1,\n  \"projects\": [\n<<<<<<< SECRET\n", 4, 1)]
    [InlineData("<<<<<<< SECRET\n", 1, 1)]
    public void Conflict_markers_are_refused_at_their_line(string text, int line, int column)
    {
        var failure = Failure(text);

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", line, column));
        failure.Text.ShouldContain("merge");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("SECRET", 1)]
    [InlineData("[]", 1)]
    [InlineData("1", 1)]
    [InlineData("null", 1)]
    [InlineData("\n\n\"SECRET\"", 3)]
    [InlineData("{\"version\": 1,\n\"projects\": []}\nSECRET", 3)]
    [InlineData("{\"version\": 1,\n\"projects\": [],\n}", 3)]
    [InlineData("{\"version\": 1}\n{\"version\": 1}", 2)]
    [InlineData("{\"version\": 1, // SECRET\n}", 1)]
    [InlineData("{\"version\": 1,\n\"projects\": [", 2)]
    [InlineData("{\"version\": 1,\n\"SECRET\": \"\u0001\"}", 2)]
    [InlineData("{'version': 1}", 1)]
    // Wrong types.
    [InlineData("{\n\"version\": \"1\"}", 2)]
    [InlineData("{\n\"version\": 1.5}", 2)]
    [InlineData("{\n\"version\": 0}", 2)]
    [InlineData("{\n\"version\": -1}", 2)]
    [InlineData("{\n\"version\": 99999999999}", 2)]
    [InlineData("{\n\"version\": null}", 2)]
    [InlineData("{\n\"projects\": []\n}", 3)]
    [InlineData("{}", 1)]
    [InlineData("{\"version\": 1,\n\"projects\": {}}", 2)]
    [InlineData("{\"version\": 1,\n\"projects\": \"SECRET\"}", 2)]
    [InlineData("{\"version\": 1,\n\"projects\": null}", 2)]
    [InlineData("{\"version\": 1, \"projects\": [\n\"SECRET\"]}", 2)]
    [InlineData("{\"version\": 1, \"projects\": [\n[]]}", 2)]
    [InlineData("{\"version\": 1, \"projects\": [\n{}]}", 2)]
    public void What_is_no_lock_file_is_refused_at_its_line(string text, int line)
    {
        var failure = Failure(text);

        failure.Code.ShouldBe("STUDIO4001");
        failure.Diagnostic.Line.ShouldBe(line);
        failure.Diagnostic.Column.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("studio", "1")]
    [InlineData("studio", "\"\"")]
    [InlineData("repo", "null")]
    [InlineData("repo", "\"\"")]
    [InlineData("team", "[]")]
    [InlineData("subdir", "{}")]
    [InlineData("studio", "\"https://A.example\"")]
    [InlineData("studio", "\"https://a.example/\"")]
    [InlineData("studio", "\"https://studio.datachain.ai\"")]
    [InlineData("studio", "\"http://a.example\"")]
    [InlineData("studio", "\"a.example\"")]
    [InlineData("repo", "\"a.example\"")]
    [InlineData("repo", "\"a.example/\"")]
    [InlineData("repo", "\"a.example/b/\"")]
    [InlineData("repo", "\"/b\"")]
    [InlineData("repo", "\"[2001:db8::g]/b\"")]
    [InlineData("repo", "\"A.example/b\"")]
    [InlineData("repo", "\"a.example/B\"")]
    [InlineData("repo", "\"a.example/bB\"")]
    [InlineData("repo", "\"a.example/b c\"")]
    [InlineData("repo", "\"https://a.example/b\"")]
    [InlineData("repo", "\"a.example/b; curl SECRET\"")]
    [InlineData("team", "\"x\\ny\"")]
    [InlineData("team", "\"\\u202Ex\"")]
    [InlineData("team", "\" x\"")]
    [InlineData("subdir", "\"../x\"")]
    [InlineData("subdir", "\"/x\"")]
    [InlineData("subdir", "\"x/\"")]
    [InlineData("subdir", "\".\"")]
    [InlineData("subdir", "\"x\\\\y\"")]
    [InlineData("part", "\"2\"")]
    [InlineData("part", "\"0/2\"")]
    [InlineData("part", "\"3/2\"")]
    [InlineData("part", "\"01/2\"")]
    [InlineData("part", "\"1/2/3\"")]
    [InlineData("part", "\"1/1001\"")]
    [InlineData("part", "\"SECRET\"")]
    [InlineData("part", "2")]
    [InlineData("id", "\"SECRET with blanks\"")]
    [InlineData("id", "\"\"")]
    [InlineData("id", "1.5")]
    [InlineData("name", "1")]
    [InlineData("url", "\"javascript:SECRET\"")]
    [InlineData("url", "\"https://ada:SECRET@a.example/\"")]
    [InlineData("url", "\"https://a.example/?SECRET\"")]
    [InlineData("url", "\"https://a.example/\\u202E\"")]
    public void An_entry_with_a_field_that_is_none_is_refused_where_it_begins(string field, string value)
    {
        var entry = JsonNode.Parse(Entry)!;
        entry[field] = JsonNode.Parse(value);

        var failure = Failure("{\"version\": 1, \"projects\": [\n\n  " + entry.ToJsonString() + "]}");

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", 3, 3));
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"version\": 0}", "\"version\" is not a number")]
    [InlineData("{\"projects\": []}", "no \"version\"")]
    public void The_text_says_what_is_missing(string text, string reason) => Failure(text).Text.ShouldContain(reason);

    [Theory]
    [InlineData("team", 256, true)]
    [InlineData("team", 257, false)]
    [InlineData("repo", 4096, true)]
    [InlineData("repo", 4097, false)]
    public void An_entry_at_the_limit_of_a_field_is_read(string field, int length, bool isRead)
    {
        var entry = LockFileText.Entry();
        entry[field] = field == "repo" ? "a.example/".PadRight(length, 'b') : new string('b', length);

        LockFileText.Read(LockFileText.Of(entry)).TryGetValue(out _, out _).ShouldBe(isRead);
    }

    [Fact]
    public void A_property_may_have_the_name_of_one_in_an_object_before_it() =>
        LockFileText.Read("{\"version\": 1, \"x\": {\"name\": 1}, \"name\": 2}").Value().Written().ShouldContain("\"name\": 2");

    [Theory]
    [InlineData("studio")]
    [InlineData("repo")]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("url")]
    public void An_entry_without_a_field_that_it_needs_is_refused(string field)
    {
        var entry = (JsonObject)JsonNode.Parse(Entry)!;
        entry.Remove(field);

        Failure("{\"version\": 1, \"projects\": [" + entry.ToJsonString() + "]}").Code.ShouldBe("STUDIO4001");
    }

    [Theory]
    [InlineData("{\"version\": 1,\n  \"version\": 1}", 2, 3)]
    [InlineData("{\"version\": 1, \"projects\": [\n{\"id\": \"a\", \"url\": \"SECRET\",\n \"id\": \"b\"}]}", 3, 2)]
    [InlineData("{\"version\": 1, \"x\": {\"a\": 1},\n\"x\": 2}", 2, 1)]
    [InlineData("{\"version\": 1, \"x\": [{\"a\": 1},\n{\"SECRET\": 1, \"SECRET\": 2}]}", 2, 15)]
    [InlineData("{\"version\": 1, \"x\": {\"a\": 1,\n\"\\u0061\": 2}}", 2, 1)]
    public void A_property_twice_in_one_object_is_refused_at_the_second(string text, int line, int column)
    {
        var failure = Failure(text);

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", line, column));
        failure.Text.ShouldContain("twice");
    }

    [Theory]
    [InlineData("{\"version\": 1, \"x\": nope}", 1, 22)]
    [InlineData("{\"version\": 1,\n  \"projects\": [] \"x\"}", 2, 18)]
    [InlineData("{\"version\": 1,\n\n    \"version\": \"a\"}", 3, 5)]
    [InlineData("{\"version\": 1, \"projects\": [], \"version\": 1}", 1, 32)]
    public void An_error_in_mid_line_names_its_column(string text, int line, int column)
    {
        var diagnostic = Failure(text).Diagnostic;

        (diagnostic.Line, diagnostic.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Eight_levels_are_read_and_no_more(int inUnknown, bool isRead) =>
        LockFileText.Read("{\"version\": 1, \"x\": " + new string('[', inUnknown) + new string(']', inUnknown) + "}").TryGetValue(out _, out _).ShouldBe(isRead);

    [Theory]
    [InlineData("1000/1000")]
    [InlineData("1/1")]
    [InlineData("")]
    public void A_part_at_its_limits_is_read(string part) => LockFileText.Read(LockFileText.Of(LockFileText.Entry(part: part))).Value().Entries.ShouldHaveSingleItem();

    [Fact]
    public void A_pointer_of_Git_LFS_names_the_command()
    {
        var failure = Failure("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", 1, 1));
        failure.Text.ShouldContain("git lfs pull");
    }

    [Fact]
    public void Ten_thousand_entries_are_read_and_one_more_is_refused()
    {
        var entry = """{"studio":"https://a.example","repo":"a.example/b","subdir":"@","id":"a1","name":"","url":"https://a.example/a"}""";
        string Of(int count) => "{\"version\": 1, \"projects\": [" + string.Join(",\n", Enumerable.Range(0, count).Select(at => entry.Replace("@", $"{at}", StringComparison.Ordinal))) + "]}";

        LockFileText.Read(Of(10_000)).Value().Entries.Count().ShouldBe(10_000);
        var failure = Failure(Of(10_001));

        (failure.Code, failure.Diagnostic.Line).ShouldBe(("STUDIO4001", 10_001));
    }

    [Fact]
    public void Forty_thousand_parts_of_one_key_are_refused_at_the_first_that_no_answer_can_have()
    {
        var entry = """{"studio":"https://a.example","repo":"a.example/b","part":"@/40000","id":"a1","name":"","url":"https://a.example/@"}""";
        var text = "{\"version\": 1, \"projects\": [\n" + string.Join(",\n", Enumerable.Range(1, 40_000).Select(at => entry.Replace("@", $"{at}", StringComparison.Ordinal))) + "]}";

        var failure = Failure(text);

        (failure.Code, failure.Diagnostic.Line).ShouldBe(("STUDIO4001", 2));
    }

    [Theory]
    [InlineData("{\"version\": 1}")]
    [InlineData("{\"version\": 1, \"projects\": [{}]}")]
    public void Reading_ends_where_the_build_is_cancelled(string text)
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Should.Throw<OperationCanceledException>(() => LockFileReader.Read(LockFileText.Path, Encoding.UTF8.GetBytes(text), cancel.Token));
    }

    [Fact]
    public void A_lock_file_deeper_than_the_format_is_refused_with_its_line()
    {
        var failure = Failure("{\"version\": 1,\n\"SECRET\": " + new string('[', 200_000) + new string(']', 200_000) + "}");

        (failure.Code, failure.Diagnostic.Line).ShouldBe(("STUDIO4001", 2));
    }

    [Theory]
    [InlineData("{\"version\": 2, \"projects\": []}", "2")]
    [InlineData("{\"version\": 2147483647}", "2147483647")]
    [InlineData("{\"version\": 2, \"projects\": {\"SECRET\": 1}}", "2")]
    [InlineData("{\"version\": 2, \"projects\": [{\"SECRET\": 1}]}", "2")]
    public void A_newer_version_is_named_whatever_its_format_is(string text, string version)
    {
        var failure = Failure(text);

        (failure.Code, failure.Diagnostic.Line).ShouldBe(("STUDIO4002", 1));
        failure.Text.ShouldContain($"version {version},");
        failure.Text.ShouldContain("Update");
    }

    [Theory]
    [InlineData("{\"version\": 1, \"projects\": [], \"SECRET\\uD800\": 1}")]
    [InlineData("{\"version\": 1, \"projects\": [], \"x\": \"SECRET\\uD800\"}")]
    [InlineData("{\"version\": 1, \"projects\": [{\"studio\": \"\\uD800\", \"repo\": \"r\", \"id\": \"a\", \"name\": \"n\", \"url\": \"https://a.example\"}]}")]
    [InlineData("{\"version\": 1, \"projects\": [{\"SECRET\\uD800\": 1, \"studio\": \"s\", \"repo\": \"r\", \"id\": \"a\", \"name\": \"n\", \"url\": \"https://a.example\"}]}")]
    public void Half_a_character_never_is_an_exception_neither_on_reading_nor_on_writing(string text)
    {
        using var folder = new TemporaryFolder();
        var file = new LockFileStore(new SafeFile(folder.Write("studio.lock.json", text), folder.Path), new StateFolder(folder.Path));

        file.Update(lockFile => lockFile.Replace(Keys.Of(), new([new("b", "b", "https://a.example/b")])))!.Code.ShouldBe("STUDIO4001");

        File.ReadAllText(folder["studio.lock.json"]).ShouldBe(text);
    }

    [Fact]
    public void Half_a_character_is_refused_at_its_position()
    {
        var failure = Failure("{\"version\": 1,\n  \"x\": \"SECRET\\uD800\"}");

        (failure.Code, failure.Diagnostic.Line, failure.Diagnostic.Column).ShouldBe(("STUDIO4001", 2, 8));
        failure.Text.ShouldContain("Unicode");
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_never_are_an_exception_neither_on_reading_nor_on_writing()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = [.. Encoding.UTF8.GetBytes("{\"version\": 1, \"x\": \"SECRET"), 0xFF, 0xC0, .. "\"}"u8];
        File.WriteAllBytes(folder["studio.lock.json"], bytes);
        var file = new LockFileStore(new SafeFile(folder["studio.lock.json"], folder.Path), new StateFolder(folder.Path));

        var failure = file.Update(lockFile => lockFile.Replace(Keys.Of(), new([new("b", "b", "https://a.example/b")])))!;

        failure.Code.ShouldBe("STUDIO4001");
        failure.Text.ShouldNotContain("SECRET");
        File.ReadAllBytes(folder["studio.lock.json"]).ShouldBe(bytes);
    }

    /// <summary>The failure, of which nothing of the content is a part.</summary>
    private static Failure Failure(string text)
    {
        var failure = LockFileText.Read(text).Failure();
        failure.Diagnostic.Severity.ShouldBe(Severity.Error);
        failure.Diagnostic.File.ShouldBe(LockFileText.Path);
        failure.Text.ShouldNotContain("SECRET");
        return failure;
    }
}
