using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>What a failure in the build hook means for the other projects of the build, in this process and in its others.</summary>
public sealed class HookFailuresTests : IDisposable
{
    private const string OtherStudio = "https://studio.example.com";

    private static readonly RegistrationIntent Root = new(Keys.Of(), StudioAddress.Default);
    private static readonly RegistrationIntent AnotherFolder = new(Keys.Of(subdir: "models/churn"), StudioAddress.Default);
    private static readonly RegistrationIntent AnotherStudio = new(Keys.Of(studio: OtherStudio), StudioAddress.Parse(OtherStudio, "a test").Value());

    private readonly TemporaryFolder folder = new();
    private readonly StateFolder state;
    private readonly HookFailures failures = new();

    public HookFailuresTests() => state = new(folder.Path);

    /// <summary>The failure, and whether it stops another folder of the same Studio, and another Studio.</summary>
    public static TheoryData<string, bool, bool> Reach { get; } = new()
    {
        { "refused", false, false },
        { "unreachable", true, false },
        { "unclear", true, false },
        { "no token", true, true },
    };

    public void Dispose()
    {
        failures.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Reach))]
    public void A_failure_stops_what_would_fail_for_the_same_reason(string failure, bool stopsFolder, bool stopsStudio)
    {
        failures.Add(Root, Of(failure), state, alsoElsewhere: false);

        Stopped(failures, alsoElsewhere: false).ShouldBe((true, stopsFolder, stopsStudio));
    }

    [Theory]
    [MemberData(nameof(Reach))]
    public void The_other_processes_of_the_build_know_it_until_the_build_ends(string failure, bool stopsFolder, bool stopsStudio)
    {
        using var elsewhere = new HookFailures();

        failures.Add(Root, Of(failure), state, alsoElsewhere: true);
        failures.Add(Root, Of(failure), state, alsoElsewhere: true);

        Stopped(elsewhere, alsoElsewhere: true).ShouldBe((true, stopsFolder, stopsStudio));
        Stopped(elsewhere, alsoElsewhere: false).ShouldBe((false, false, false));
        failures.Dispose();
        Stopped(elsewhere, alsoElsewhere: true).ShouldBe((false, false, false));
    }

    [Fact]
    public void Where_no_lock_may_be_taken_nothing_is_written_and_only_this_process_knows()
    {
        using var elsewhere = new HookFailures();

        failures.Add(Root, Of("no token"), state, alsoElsewhere: false);

        Directory.Exists(state.Path).ShouldBeFalse();
        Stopped(elsewhere, alsoElsewhere: true).ShouldBe((false, false, false));
    }

    private static Failure Of(string failure) => failure switch
    {
        "unreachable" => new(Diagnostics.Message($"unreachable"), FailureKind.Retryable) { Cause = ReportText.Line($"unreachable") },
        "unclear" => new(Diagnostics.Message($"unclear"), FailureKind.Unclear),
        "no token" => new(Diagnostics.Message($"no token"), FailureKind.MissingToken),
        _ => new(Diagnostics.Message($"refused")),
    };

    private (bool Root, bool AnotherFolder, bool AnotherStudio) Stopped(HookFailures known, bool alsoElsewhere) =>
        (known.Includes(Root, state, alsoElsewhere), known.Includes(AnotherFolder, state, alsoElsewhere), known.Includes(AnotherStudio, state, alsoElsewhere));
}
