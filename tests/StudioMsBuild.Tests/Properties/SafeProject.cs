using System.Text.RegularExpressions;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Properties;

/// <summary>What holds for a project from wherever it was read.</summary>
internal static partial class SafeProject
{
    public static void ShouldBeSafe(StudioProject project)
    {
        project.Id.ShouldMatch(@"\A[A-Za-z0-9_-]{1,64}\z");
        Text.HasControl(project.Name).ShouldBeFalse();
        CiCommand().IsMatch(project.Name).ShouldBeFalse(project.Name);
        project.Url.ShouldMatch(@"\A(?i:https?)://[!-~]+\z");
        project.Url.IndexOfAny(['?', '#', '\\']).ShouldBe(-1);
        var url = new Uri(project.Url);
        url.UserInfo.ShouldBeEmpty();
        url.Host.ShouldNotBeEmpty();
    }

    [GeneratedRegex(@"##[\w.-]*\[|\A\s*::", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    public static partial Regex CiCommand();
}
