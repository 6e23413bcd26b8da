using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Properties;

public class LockFileProperties
{
    private static readonly string[] Special =
        ["{", "}", "[", "]", "\"", "\":", ",", "null", "1", "\"version\"", "\"projects\"", "\"studio\"", "\"part\": \"1/2\",", "\"part\": \"\",", "\\ud800", "\\u0000", "<<<<<<< HEAD\n", "=======\n", "[[[[[[[[[[[[", "99999999999", Texts.Secret];

    private static readonly Gen<string> Segment = Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char['a', 'c'], 1, 2], Texts.Name);

    private static readonly Gen<RegistrationKey> Key = Gen.Select(Gen.OneOf(Keys.Studio, "https://studio.example.com/gr%C3%B6%C3%9Fe"), Segment, Segment, Segment)
        .Select(static (studio, repo, team, subdir) => new RegistrationKey(studio, $"github.com/{Plain(repo).ToLowerInvariant()}x", Plain(team), Plain(subdir)));

    private static readonly Gen<StudioProjects> Made = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 10], Texts.Name).Select(static (id, name) =>
        new StudioProject(id, name, $"https://studio.iterative.ai/user/ada/projects/iris-{id}")).Array[1, 3].Select(static projects => new StudioProjects(projects));

    /// <summary>Registrations of different keys.</summary>
    private static readonly Gen<(RegistrationKey Key, StudioProjects Projects)[]> Registrations =
        Gen.Select(Key, Made).Array[1, 12].Select(static all => all.DistinctBy(static one => one.Item1).ToArray());

    private static readonly Gen<string> Good = Registrations.Select(static all => Written(all).Written());

    [Fact]
    public void What_is_written_is_read_back() =>
        Property.Holds(Registrations, static all =>
        {
            var bytes = Written(all).ToBytes();
            var read = LockFileReader.Read(LockFileText.Path, bytes).Value();
            foreach (var (key, projects) in all)
                read.Find(key)!.All.ShouldBe(projects.All);
            read.ToBytes().ShouldBe(bytes);
        });

    [Fact]
    public void The_order_of_registering_does_not_show() =>
        Property.Holds(Registrations.SelectMany(static all => Gen.Shuffle(all).Select(shuffled => (all, shuffled))), static orders =>
            Written(orders.shuffled).Written().ShouldBe(Written(orders.all).Written()));

    [Fact]
    public void Registering_the_same_again_changes_nothing() =>
        Property.Holds(Registrations, static all =>
        {
            var lockFile = Written(all);
            var before = lockFile.Written();
            foreach (var (key, projects) in all)
                lockFile.Replace(key, projects);
            lockFile.Written().ShouldBe(before);
        });

    [Fact]
    public void A_registration_leaves_the_entries_and_the_unknown_fields_of_others() =>
        Property.Holds(Gen.Select(Registrations, Key, Made, Texts.Name), static parts =>
        {
            var (all, key, projects, unknown) = parts;
            var json = JsonNode.Parse(Written(all).ToBytes())!;
            json["future"] = unknown;
            foreach (var entry in json["projects"]!.AsArray())
                entry!["since"] = new JsonObject { ["note"] = unknown };

            var lockFile = LockFileText.Read(json.ToJsonString()).Value();
            lockFile.Replace(key, projects);

            var written = JsonNode.Parse(lockFile.ToBytes())!;
            ((string?)written["future"]).ShouldBe(unknown);
            lockFile.Find(key)!.All.ShouldBe(projects.All);
            var others = written["projects"]!.AsArray().Where(entry => KeyOf(entry!) != key).Select(static entry => entry!.ToJsonString());
            others.ShouldBe(json["projects"]!.AsArray().Where(entry => KeyOf(entry!) != key).Select(static entry => entry!.ToJsonString()));
        });

    [Fact]
    public void Any_text_gives_a_lock_file_that_can_be_written_or_an_error_with_a_position() =>
        Property.Holds(Gen.Select(Gen.OneOf(Texts.Any(Special), Texts.Mutated(Good, Special)), Gen.Int[0, 2]), static parts =>
        {
            var (text, encoding) = parts;
            var bytes = (encoding == 0 ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);
            if (!LockFileReader.Read(LockFileText.Path, bytes).TryGetValue(out var lockFile, out var failure))
            {
                failure.ShouldBeFitToShow("STUDIO4001", "STUDIO4002");
                failure.Diagnostic.File.ShouldBe(LockFileText.Path);
                failure.Diagnostic.Line.ShouldBeInRange(1, bytes.Count(static one => one == '\n') + 1);
                if (failure.Code == "STUDIO4001")
                    failure.Diagnostic.Column.ShouldBeInRange(1, bytes.Length + 1);
                return;
            }

            foreach (var entry in lockFile.Entries)
                SafeProject.ShouldBeSafe(entry.Project);
            var written = lockFile.ToBytes();
            var again = LockFileReader.Read(LockFileText.Path, written).Value();
            again.Entries.Select(static entry => (entry.Key, entry.Project, entry.Part)).ShouldBe(lockFile.Entries.Select(static entry => (entry.Key, entry.Project, entry.Part)), ignoreOrder: true);
            again.ToBytes().ShouldBe(written);
        });

    private static LockFileContent Written((RegistrationKey Key, StudioProjects Projects)[] all)
    {
        var lockFile = LockFileContent.Empty();
        foreach (var (key, projects) in all)
            lockFile.Replace(key, projects);
        return lockFile;
    }

    /// <summary>What a setting's parser leaves of a text.</summary>
    private static string Plain(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Where(static rune => !Text.IsControl(rune) && !Rune.IsWhiteSpace(rune) && rune.Value is not ('/' or '\\' or 0xFFFD or ':')));
        return plain is "." or ".." ? "" : plain[..Math.Min(plain.Length, 100)] is var cut && Text.HasControl(cut) ? plain[..99] : cut;
    }

    private static RegistrationKey KeyOf(JsonNode entry) =>
        new((string)entry["studio"]!, (string)entry["repo"]!, (string)entry["team"]!, (string)entry["subdir"]!);
}
