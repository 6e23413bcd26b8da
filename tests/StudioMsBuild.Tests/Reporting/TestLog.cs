using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Reporting;

/// <summary>What a build's log gets, instead of MSBuild's.</summary>
internal sealed class TestLog : ILog
{
    private readonly KnownTokens known = new();

    public TestLog(ProjectProperties? properties = null, params string[] tokens)
    {
        foreach (var token in tokens)
            known.Learn(token);
        Reporter = new Reporter(this, properties ?? new() { ProjectFile = "/r/app.csproj" }, known);
    }

    public Reporter Reporter { get; }

    /// <summary>Every text that left the task, those of its fields included.</summary>
    public List<string> Texts { get; } = [];

    public string Last => Texts[^1];

    public bool HasErrors { get; private set; }

    public void Message(Importance importance, string text) => Texts.Add(text);

    public void Warning(Location location, string text) => Texts.AddRange([location.Code, location.HelpLink, location.File, text]);

    public void Error(Location location, string text)
    {
        HasErrors = true;
        Warning(location, text);
    }
}
