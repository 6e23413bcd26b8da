using System.Text;
using StudioMsBuild.Records;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Records;

/// <summary>studio.lock.json on a real disk: what is read, what is left alone, what other builds wrote.</summary>
public sealed class RecordFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string RecordPath => folder["studio.lock.json"];

    private RecordFile RecordFile => new(RecordPath, folder["state"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_file_is_an_empty_record() => RecordFile.Read().Value().Entries.ShouldBeEmpty();

    [Fact]
    public void The_first_registration_makes_the_file_and_its_folder()
    {
        var file = new RecordFile(folder["a/new/folder/record.json"], folder["state"]);

        file.Update(Register("a1")).ShouldBeNull();

        file.Read().Value().Find(Keys.Of())!.All.ShouldHaveSingleItem().Id.ShouldBe("a1");
    }

    [Fact]
    public void Beside_the_record_nothing_is_left()
    {
        RecordFile.Update(Register("a1")).ShouldBeNull();
        RecordFile.Prove().ShouldBeNull();

        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe(["state", "studio.lock.json"], ignoreOrder: true);
    }

    [Fact]
    public void Entries_that_another_build_wrote_meanwhile_are_kept()
    {
        var (mine, others) = (RecordFile, RecordFile);
        mine.Read().Value().Entries.ShouldBeEmpty();
        others.Update(Register("b2", Keys.Of(team: "vision"))).ShouldBeNull();

        mine.Update(Register("a1")).ShouldBeNull();

        mine.Read().Value().Entries.Select(entry => entry.Project.Id).ShouldBe(["a1", "b2"]);
    }

    [Fact]
    public async Task Of_many_builds_that_write_at_once_no_entry_is_lost()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            RecordFile.Update(Register($"id{i}", Keys.Of(subdir: $"models/{i}"))).ShouldBeNull();
            return ValueTask.CompletedTask;
        });

        RecordFile.Read().Value().Entries.Count().ShouldBe(40);
    }

    [Fact]
    public void An_unchanged_record_is_not_rewritten_also_when_a_hand_formatted_it()
    {
        var text = "\uFEFF" + RecordText.Of(RecordText.Entry(id: "a1", url: "https://a.example/a1"), RecordText.Entry(id: "b2", team: "vision")).Replace(",", "  ,\r\n", StringComparison.Ordinal);
        File.WriteAllText(RecordPath, text);
        var long_ago = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(RecordPath, long_ago);

        RecordFile.Update(Register("a1", url: "https://a.example/a1")).ShouldBeNull();

        File.ReadAllText(RecordPath).ShouldBe(text[1..]);
        File.GetLastWriteTimeUtc(RecordPath).ShouldBe(long_ago);
    }

    [Theory]
    [InlineData("{\"version\": 1, \"projects\": [\n<<<<<<< HEAD\n]}", "STUDIO4001")]
    [InlineData("{\"version\": 7}", "STUDIO4002")]
    [InlineData("not JSON", "STUDIO4001")]
    public void A_damaged_record_is_never_touched(string text, string code)
    {
        File.WriteAllText(RecordPath, text);

        RecordFile.Update(Register("a1"))!.Code.ShouldBe(code);

        File.ReadAllText(RecordPath).ShouldBe(text);
    }

    [Fact]
    public void A_record_over_4_MB_is_refused_unread()
    {
        var bytes = new byte[(4 << 20) + 1];
        File.WriteAllBytes(RecordPath, bytes);

        var failure = RecordFile.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("4 MB");
        failure.File.ShouldBe(RecordPath);
        RecordFile.Update(Register("a1"))!.Code.ShouldBe("STUDIO4003");
        File.ReadAllBytes(RecordPath).SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public void A_record_of_exactly_4_MB_is_read()
    {
        var text = RecordText.Of(RecordText.Entry());
        File.WriteAllText(RecordPath, text.PadRight(4 << 20));

        RecordFile.Read().Value().Find(Keys.Of()).ShouldNotBeNull();
    }

    [Fact]
    public void A_record_that_is_a_symbolic_link_is_refused_and_what_it_leads_to_untouched()
    {
        var target = folder.Write("elsewhere.json", RecordText.Of(RecordText.Entry()));
        var before = File.ReadAllBytes(target);
        File.CreateSymbolicLink(RecordPath, target);

        var failure = RecordFile.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("symbolic link");
        RecordFile.Prove()!.Code.ShouldBe("STUDIO4004");
        RecordFile.Update(Register("b2"))!.Code.ShouldBe("STUDIO4003");
        File.ReadAllBytes(target).ShouldBe(before);
        new FileInfo(RecordPath).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused_too()
    {
        File.CreateSymbolicLink(RecordPath, folder["nowhere"]);

        RecordFile.Read().Failure().Code.ShouldBe("STUDIO4003");
        RecordFile.Update(Register("a1"))!.Code.ShouldBe("STUDIO4003");

        File.Exists(folder["nowhere"]).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_in_the_records_place_is_refused_before_anything_could_be_sent()
    {
        Directory.CreateDirectory(RecordPath);

        RecordFile.Read().Failure().Code.ShouldBe("STUDIO4003");
        RecordFile.Prove()!.Code.ShouldBe("STUDIO4004");

        Directory.Exists(RecordPath).ShouldBeTrue();
    }

    [Fact]
    public void A_record_that_cannot_be_opened_is_a_failure_with_the_systems_reason()
    {
        File.WriteAllText(RecordPath, RecordText.Of());
        using var held = new FileStream(RecordPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var failure = RecordFile.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("used by another process");
    }

    [Fact]
    public void A_record_below_what_is_no_folder_cannot_be_written()
    {
        folder.Write("file", "");
        var file = new RecordFile(folder["file/studio.lock.json"], folder["state"]);

        file.Prove()!.Code.ShouldBe("STUDIO4004");
        file.Update(Register("a1"))!.Code.ShouldBe("STUDIO4004");
    }

    [Fact]
    public void A_read_only_record_cannot_be_written_and_stays()
    {
        File.WriteAllText(RecordPath, RecordText.Of());
        File.SetAttributes(RecordPath, FileAttributes.ReadOnly);

        var failure = RecordFile.Prove()!;

        failure.Code.ShouldBe("STUDIO4004");
        failure.Text.ShouldContain("read-only");
        failure.Text.ShouldContain("StudioLockFile");
        File.ReadAllText(RecordPath).ShouldBe(RecordText.Of());
    }

    private static Action<Record> Register(string id, RegistrationKey? key = null, string? url = null) =>
        record => record.Replace(key ?? Keys.Of(), new StudioProjects([new StudioProject(id, "iris", url ?? $"https://studio.iterative.ai/user/ada/projects/iris-{id}")]));
}
