namespace StudioMsBuild.Tests;

/// <summary>Skips a test that needs something which isn't there.</summary>
internal static class Skip
{
    /// <summary><code>Skip.If(Needs.Unix);</code></summary>
    /// <param name="missing">What is missing, as <see cref="Needs"/> says it; null where nothing is.</param>
    public static void If(string? missing)
    {
        if (missing is not null)
            Assert.Skip(missing);
    }
}
