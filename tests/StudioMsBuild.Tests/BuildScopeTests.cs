namespace StudioMsBuild.Tests;

/// <summary>What the projects of one build share.</summary>
public sealed class BuildScopeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_projects_at_once_the_first_makes_the_value_and_all_get_it()
    {
        using var cache = new BuildCache();
        var made = 0;

        var values = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => cache.GetOrAdd("a", () => $"{Interlocked.Increment(ref made)}"), Cancel)));

        values.ShouldAllBe(value => value == "1");
        cache.GetOrAdd("b", () => $"{++made}").ShouldBe("2");
    }

    [Fact]
    public void A_name_means_another_value_for_another_type()
    {
        using var cache = new BuildCache();

        cache.GetOrAdd("a", () => "text");

        cache.GetOrAdd<int[]>("a", () => [1]).ShouldBe([1]);
    }

    [Fact]
    public void Where_the_first_was_cancelled_the_next_makes_the_value()
    {
        using var cache = new BuildCache();

        Should.Throw<OperationCanceledException>(() => cache.GetOrAdd<string>("a", () => throw new OperationCanceledException()));

        cache.GetOrAdd("a", () => "made").ShouldBe("made");
    }

    [Fact]
    public void The_end_of_the_build_disposes_of_the_values()
    {
        var cache = new BuildCache();
        var value = cache.GetOrAdd("a", () => new CancellationTokenSource());

        cache.Dispose();

        Should.Throw<ObjectDisposedException>(value.Cancel);
    }

    [Fact]
    public void Only_one_project_of_a_build_is_the_first()
    {
        using var cache = new BuildCache();
        var scope = new BuildScope(cache, () => { }, () => { });

        scope.IsFirst("a").ShouldBeTrue();
        scope.IsFirst("a").ShouldBeFalse();
        scope.IsFirst("b").ShouldBeTrue();
    }

    [Fact]
    public void The_node_is_taken_back_also_after_a_failure()
    {
        var calls = new List<string>();
        using var cache = new BuildCache();
        var scope = new BuildScope(cache, () => calls.Add("yield"), () => calls.Add("reacquire"));

        Should.Throw<IOException>(() => scope.Yielding(() => throw new IOException()));
        scope.Yielding(() => calls.Add("wait"));

        calls.ShouldBe(["yield", "reacquire", "yield", "wait", "reacquire"]);
    }
}
