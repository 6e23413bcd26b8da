using System.Text.Json.Nodes;
using StudioMsBuild.Git;
using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.LockFile;
using static StudioMsBuild.Tests.LockFile.LockFileText;

namespace StudioMsBuild.Tests.Registration;

/// <summary>The decision as a table, without files, processes and HTTP.</summary>
public class DecisionTests
{
    private const string Url = $"{Keys.Studio}/user/ada/projects/iris-tsanhawn9y";
    private const string OtherUrl = $"{Keys.Studio}/user/ada/projects/iris-other1";

    private static readonly StudioProjects Remembered = new([new("m1", "iris", OtherUrl)]);

    private static readonly RegistrationIntent Root = new(Keys.Of(), StudioAddress.Default) { LockFilePath = LockFileText.Path };
    private static readonly RegistrationIntent Churn = Root with { Key = Keys.Of(subdir: "models/churn"), ProjectPath = "models/churn/src", FoundSubdir = "models/churn" };

    private static readonly CheckoutState NoGit = new(HasLockFile: true, [], Index: null);

    /// <summary>What is known, and what it comes to: a word, or the code of a stop.</summary>
    public static TheoryData<string, object?, string> Table() => new()
    {
        // Entries.
        { "nothing is known", Case(Root), "create" },
        { "an entry", Case(Root, Entry()), "recorded" },
        { "an entry and a pending attempt", Case(Root, Attempt.Pending("then"), Entry()), "recorded" },
        { "an entry, locked", Case(Root with { IsLocked = true }, Entry()), "recorded" },
        { "an entry, offline", Case(Root with { IsOffline = true }, Entry()), "recorded" },
        { "an entry, forced", Case(Root with { IsForced = true }, Entry()), "create" },
        { "no entry, locked", Case(Root with { IsLocked = true }), "STUDIO4009" },
        { "no entry, forced and locked", Case(Root with { IsForced = true, IsLocked = true }, Entry()), "STUDIO4009" },
        { "no entry, offline", Case(Root with { IsOffline = true }), "offline" },
        { "no entry, offline and locked", Case(Root with { IsOffline = true, IsLocked = true }), "offline" },
        // Attempts.
        { "a pending attempt", Case(Root, Attempt.Pending("then")), "STUDIO4007" },
        { "a pending attempt, forced", Case(Root with { IsForced = true }, Attempt.Pending("then")), "create" },
        { "a pending attempt, locked", Case(Root with { IsLocked = true }, Attempt.Pending("then")), "STUDIO4009" },
        { "a completed attempt", Case(Root, Attempt.Completed(Remembered)), "restore" },
        { "a completed attempt, in the hook", Case(Root with { IsBuildHook = true }, Attempt.Completed(Remembered)), "recorded" },
        { "a completed attempt, locked", Case(Root with { IsLocked = true }, Attempt.Completed(Remembered)), "STUDIO4009" },
        { "a completed attempt, locked, in the hook", Case(Root with { IsLocked = true, IsBuildHook = true }, Attempt.Completed(Remembered)), "STUDIO4009" },
        { "a completed attempt, forced", Case(Root with { IsForced = true }, Attempt.Completed(Remembered)), "create" },
        { "an attempt that can't be read", new Known(Root, Attempt: Diagnostics.UnwritableState("state", $"it is a link")), "STUDIO4005" },
        // Near misses.
        { "another team", Case(Root, Entry(team: "vision")), "STUDIO4006" },
        { "another team, locked", Case(Root with { IsLocked = true }, Entry(team: "vision")), "STUDIO4006" },
        { "another team, forced", Case(Root with { IsForced = true }, Entry(team: "vision")), "create" },
        { "another repository", Case(Root, Entry(repo: "github.com/fork/repository")), "STUDIO4006" },
        { "another Studio", Case(Root, Entry(studio: "https://studio.example.com")), "STUDIO4006" },
        { "another Studio on loopback, a rehearsal", Case(Root, Entry(studio: "http://127.0.0.1:5000")), "create" },
        { "another team of a rehearsal's Studio", Case(Root, Entry(studio: "http://localhost:5000", team: "vision")), "create" },
        { "two differences", Case(Root, Entry(repo: "github.com/fork/repository", team: "vision")), "create" },
        { "an entry beside a near one", Case(Root, Entry(team: "vision", id: "v"), Entry()), "recorded" },
        // Near misses by subdir.
        { "the root was registered before the folder got its .dvc", Found(Churn, ["models/churn"], Entry()), "STUDIO4006" },
        { "the folder above was registered without .dvc", Found(Churn, ["models/churn"], Entry(subdir: "models")), "STUDIO4006" },
        { "an image without .dvc, the entry is for a folder above", Found(Churn with { Key = Keys.Of(), FoundSubdir = null }, [], Entry(subdir: "models/churn")), "STUDIO4006" },
        { "the same, forced", Found(Churn with { Key = Keys.Of(), FoundSubdir = null, IsForced = true }, [], Entry(subdir: "models/churn")), "create" },
        { "the same, StudioSubdir is set", Found(Churn with { Key = Keys.Of(), FoundSubdir = null, IsSubdirSet = true }, [], Entry(subdir: "models/churn")), "create" },
        { "the root has a .dvc of its own", Found(Churn, ["models/churn", ""], Entry()), "create" },
        { "a folder beside", Found(Churn, ["models/churn"], Entry(subdir: "models/fraud")), "create" },
        { "a folder whose name only begins so", Found(Churn, ["models/churn"], Entry(subdir: "models/ch")), "create" },
        { "a folder below", Found(Churn, ["models/churn"], Entry(subdir: "models/churn/src/deep")), "create" },
        { "the root of another team", Found(Churn, ["models/churn"], Entry(team: "vision")), "create" },
        // The index.
        { "the lock file is committed and hidden", Indexed(Root, hasLockFile: false, trackedLockFile: true), "STUDIO4012" },
        { "the same, locked", Indexed(Root with { IsLocked = true }, hasLockFile: false, trackedLockFile: true), "STUDIO4012" },
        { "the same, forced", Indexed(Root with { IsForced = true }, hasLockFile: false, trackedLockFile: true), "STUDIO4012" },
        { "no lock file anywhere", Indexed(Root, hasLockFile: false, trackedLockFile: false), "create" },
        { "the nearest .dvc is committed and hidden", Indexed(Churn with { Key = Keys.Of(), FoundSubdir = null }, dvc: ["models/churn"]), "STUDIO4013" },
        { "the same, a .dvc in the root is there", Indexed(Churn with { Key = Keys.Of(), FoundSubdir = "" }, onDisk: [""], dvc: ["", "models/churn"]), "STUDIO4013" },
        { "the same, StudioSubdir is set", Indexed(Churn with { IsSubdirSet = true, FoundSubdir = null }, dvc: ["models/churn"]), "create" },
        { "the .dvc of the root is committed and hidden", Indexed(Root, dvc: [""]), "STUDIO4013" },
        { "a hidden .dvc of the root, and a found one that is not committed", Indexed(Churn, onDisk: ["models/churn"], dvc: [""]), "create, uncommitted" },
        { "a hidden .dvc farther up than the found one", Indexed(Churn, onDisk: ["models/churn"], dvc: ["", "models/churn"]), "create" },
        { "no .dvc here but elsewhere", Indexed(Root, dvc: ["models/churn"]), "STUDIO4014" },
        { "the same, locked", Indexed(Root with { IsLocked = true }, dvc: ["models/churn"]), "STUDIO4009" },
        { "the same, StudioSubdir=.", Indexed(Root with { IsSubdirSet = true }, dvc: ["models/churn"]), "create" },
        { "the .dvc is not committed", Indexed(Churn, onDisk: ["models/churn"], dvc: []), "create, uncommitted" },
        { "the .dvc of the root is not committed", Indexed(Root with { FoundSubdir = "" }, onDisk: [""], dvc: []), "create, uncommitted" },
        { "a set subdir has no committed .dvc", Indexed(Churn with { IsSubdirSet = true, FoundSubdir = null }, dvc: []), "create, uncommitted" },
        { "StudioSubdir=. in a repository without DVC", Indexed(Root with { IsSubdirSet = true }, dvc: []), "create" },
        { "Git fails", new Known(Root, Checkout: Diagnostics.GitFailed("index file corrupt")), "STUDIO2009" },
        { "Git fails, an entry", new Known(Root, Checkout: Diagnostics.GitFailed("index file corrupt")) { Entries = [Entry()] }, "recorded" },
        // Adoption.
        { "adopt", Case(Root with { AdoptUrl = Url }), "adopt" },
        { "adopt, offline", Case(Root with { AdoptUrl = Url, IsOffline = true }), "adopt" },
        { "adopt, locked", Case(Root with { AdoptUrl = Url, IsLocked = true }), "STUDIO4009" },
        { "adopt another origin's", Case(Root with { AdoptUrl = "https://evil.example/user/ada/projects/iris-a1" }), "STUDIO1019" },
        { "adopt another origin's that a near entry has", Case(Root with { AdoptUrl = "https://evil.example/user/ada/projects/iris-a1" }, Entry(team: "vision", url: "https://evil.example/user/ada/projects/iris-a1")), "STUDIO1019" },
        { "adopt what is recorded", Case(Root with { AdoptUrl = Url }, Entry()), "adopt" },
        { "adopt another one than is recorded", Case(Root with { AdoptUrl = OtherUrl }, Entry()), "adopt" },
        { "adopt a near entry's", Case(Root with { AdoptUrl = Url }, Entry(team: "vision")), "adopt, re-keyed" },
        { "adopt another folder's", Case(Root with { AdoptUrl = Url }, Entry(subdir: "models")), "STUDIO4011" },
        { "adopt another folder's by another name of the public Studio", Case(Root with { AdoptUrl = Url.Replace("iterative", "datachain") }, Entry(subdir: "models")), "STUDIO4011" },
        { "adopt an entry's that differs in two", Case(Root with { AdoptUrl = Url }, Entry(team: "vision", repo: "github.com/fork/repository")), "STUDIO4011" },
        { "adopt at a Studio's new address", Case(Root with { AdoptUrl = Url }, Entry(studio: "https://studio.example.com")), "adopt, re-keyed" },
        { "adopt what an entry of another repository at another Studio has the id of", Case(Root with { AdoptUrl = Url }, Entry(studio: "https://studio.example.com", repo: "github.com/fork/repository")), "adopt" },
        { "adopt another id than the entry at another Studio has", Case(Root with { AdoptUrl = OtherUrl }, Entry(studio: "https://studio.example.com")), "adopt" },
        { "an item's Adopt that is done", Case(Root with { AdoptUrl = Url, IsAdoptKept = true, IsLocked = true }, Entry()), "recorded" },
        { "an item's Adopt that names one of two", Case(Root with { AdoptUrl = OtherUrl, IsAdoptKept = true }, Entry(part: "1/2"), Entry(part: "2/2", url: OtherUrl)), "recorded" },
        { "an item's Adopt of another one", Case(Root with { AdoptUrl = OtherUrl, IsAdoptKept = true }, Entry()), "adopt" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_known_comes_to_exactly_one_decision(string situation, object? known, string expected)
    {
        var words = Words(((Known)known!).Decide());

        words.ShouldBe(expected, situation);
    }

    [Fact]
    public void A_forced_registration_names_what_it_replaces() =>
        Case(Root with { IsForced = true }, Entry()).Decide().ShouldBeOfType<Decision.Create>().Replaced!.All[0].Url.ShouldBe(Url);

    [Theory]
    [InlineData(Url, new[] { Url, OtherUrl })]
    [InlineData($"{Keys.Studio}/user/ada/projects/iris-third3", new[] { $"{Keys.Studio}/user/ada/projects/iris-third3" })]
    public void A_project_of_the_entry_itself_is_adopted_with_its_others_and_any_other_alone(string adopted, string[] recorded) =>
        Case(Root with { AdoptUrl = adopted }, Entry(part: "1/2"), Entry(part: "2/2", url: OtherUrl)).Decide().ShouldBeOfType<Decision.Adopt>()
            .Projects.All.Select(project => project.Url).ShouldBe(recorded);

    [Fact]
    public void A_project_at_a_Studios_new_address_keeps_its_name()
    {
        var entry = Entry(studio: "https://studio.example.com");
        entry["name"] = "Iris flowers";

        Case(Root with { AdoptUrl = Url }, entry).Decide().ShouldBeOfType<Decision.Adopt>().Projects.All.ShouldHaveSingleItem().ShouldBe(new("tsanhawn9y", "Iris flowers", Url));
    }

    [Fact]
    public void Several_projects_of_a_near_entry_are_adopted_together() =>
        Case(Root with { AdoptUrl = OtherUrl }, Entry(team: "vision", part: "1/2"), Entry(team: "vision", part: "2/2", url: OtherUrl)).Decide().ShouldBeOfType<Decision.Adopt>()
            .Projects.All.Select(project => project.Url).ShouldBe([Url, OtherUrl]);

    [Fact]
    public void An_entry_is_decided_without_a_look_at_the_disk_or_at_Git() =>
        Decision.Make(Root, new KnownState(Read(Of(Entry())).Value()) { Attempt = Unread<Attempt>(), Checkout = Unread<CheckoutState>(), FindRemote = _ => throw new ShouldAssertException("asked") })
            .ShouldBeOfType<Decision.Recorded>();

    [Fact]
    public void A_near_miss_offers_the_remote_that_the_entry_is_for()
    {
        var known = new KnownState(Read(Of(Entry(team: "vision", id: "v"), Entry(repo: "github.com/fork/repository"))).Value()) { FindRemote = key => key == "github.com/fork/repository" ? "upstream" : null };

        var text = Decision.Make(Root, known).ShouldBeOfType<Decision.Stop>().Failure.Text;

        text.ShouldContain("github.com/fork/repository");
        text.ShouldContain("-p:StudioGitRemote=upstream");
    }

    private static Lazy<Result<T>> Unread<T>()
        where T : class => new(() => throw new ShouldAssertException("read"));

    private static Known Case(RegistrationIntent intent, params JsonObject[] entries) => new(intent) { Entries = entries };

    private static Known Case(RegistrationIntent intent, Attempt attempt, params JsonObject[] entries) => new(intent, attempt) { Entries = entries };

    private static Known Found(RegistrationIntent intent, string[] dvcFolders, params JsonObject[] entries) =>
        new(intent, Checkout: NoGit with { DvcFoldersAbove = dvcFolders }) { Entries = entries };

    private static Known Indexed(RegistrationIntent intent, bool hasLockFile = true, bool trackedLockFile = true, string[]? onDisk = null, string[]? dvc = null) =>
        new(intent, Checkout: new CheckoutState(hasLockFile, onDisk ?? [], new GitIndex(trackedLockFile, dvc ?? [])));

    private static string Words(Decision decision) => decision switch
    {
        Decision.Recorded => "recorded",
        Decision.Restore => "restore",
        Decision.Create { IsDvcCommitted: false } => "create, uncommitted",
        Decision.Create => "create",
        Decision.Adopt { Rekeyed: null } => "adopt",
        Decision.Adopt => "adopt, re-keyed",
        Decision.Stop { Failure.Kind: FailureKind.Offline } => "offline",
        _ => decision.ShouldBeOfType<Decision.Stop>().Failure.Code,
    };

    private sealed record Known(RegistrationIntent Intent, Result<Attempt>? Attempt = null, Result<CheckoutState>? Checkout = null)
    {
        public JsonObject[] Entries { get; init; } = [];

        public Decision Decide() => Decision.Make(Intent, new KnownState(Read(Of([.. Entries.Select(entry => (JsonObject)entry.DeepClone())])).Value())
        {
            Attempt = new(Attempt ?? StudioMsBuild.LockFile.Attempt.None),
            Checkout = new(Checkout ?? NoGit),
        });
    }
}
