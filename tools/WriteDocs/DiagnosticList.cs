using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using StudioMsBuild;
using StudioMsBuild.Reporting;
using StudioMsBuild.Settings;

namespace WriteDocs;

/// <summary>Every diagnostic of the task and of the targets.</summary>
internal static class DiagnosticList
{
    /// <summary>What a parameter of a text looks like in real life, by its name.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["source"] = "property StudioExample",
        ["tokenSource"] = "environment variable DVC_STUDIO_TOKEN",
        ["studioSource"] = "environment variable DVC_STUDIO_URL",
        ["studio"] = "https://studio.example.com",
        ["former"] = "https://studio.iterative.ai",
        ["current"] = "https://studio.datachain.ai",
        ["target"] = "https://login.example.com",
        ["origin"] = "http://10.0.0.7",
        ["endpoint"] = "https://studio.example.com/api/create-project",
        ["url"] = "https://studio.example.com/user/ada/projects/iris-tsanhawn9y",
        ["adoptable"] = "https://studio.example.com/user/ada/projects/iris-tsanhawn9y",
        ["id"] = "tsanhawn9y",
        ["key"] = "github.com/ada/iris of team vision at https://studio.example.com",
        ["near"] = "github.com/ada/iris at https://studio.example.com",
        ["file"] = "/home/ada/iris/studio.lock.json",
        ["folder"] = "models/churn",
        ["folders"] = "models/churn",
        ["path"] = "/home/ada/iris/token",
        ["link"] = "/home/ada/iris/.dvc",
        ["line"] = "bad config line 3 in file .git/config",
        ["reason"] = "names nothing",
        ["advice"] = "Write it like https://github.com/owner/repository.git or git@github.com:owner/repository.git.",
        ["said"] = ": Enter a valid URL",
        ["meaning"] = "no connection to the server",
        ["property"] = "StudioForce",
        ["name"] = "upstream",
        ["remote"] = "upstream",
        ["names"] = "upstream",
        ["branch"] = "main",
        ["program"] = "/usr/bin/git",
        ["host"] = "git.example.com",
        ["tool"] = "Jujutsu",
        ["variable"] = "HTTPS_PROXY",
        ["resembled"] = "StudioTeamName",
        ["started"] = "2026-11-27 10:00 UTC on ada-laptop",
        ["subdir"] = "models/churn",
        ["entry"] = """{"studio":"https://studio.example.com"}""",
        ["what"] = "InvalidOperationException",
        ["cause"] = "Studio is rate-limiting requests",
        ["holder"] = "another program has it open, such as an editor, a virus scanner or a sync client",
    };

    /// <summary>One of each factory of the task, two where a Boolean value makes another text.</summary>
    public static IEnumerable<Diagnostic> Make() =>
        typeof(Diagnostics).GetMethods()
            .Where(static method => method.Name != nameof(Diagnostics.Message) && (method.ReturnType == typeof(Diagnostic) || method.ReturnType == typeof(Failure)))
            .SelectMany(static factory => factory.GetParameters().Any(static parameter => parameter.ParameterType == typeof(bool))
                ? new[] { Make(factory, true), Make(factory, false) }
                : [Make(factory, true)])
            // Some are messages in one case and warnings in another.
            .Where(static diagnostic => diagnostic.Code is not null);

    /// <summary>The codes in order, each once.</summary>
    /// <param name="targets">The targets file, which has errors of its own.</param>
    public static IEnumerable<int> Codes(string targets) =>
        Regex.Matches(targets, "(?<=Code=\"STUDIO)[0-9]{4}(?=\")", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(static match => match.Value)
            .Concat(Make().Select(static diagnostic => diagnostic.Code![^4..]))
            .Select(static code => int.Parse(code, CultureInfo.InvariantCulture))
            .Distinct().Order();

    private static Diagnostic Make(MethodInfo factory, bool isSet)
    {
        var made = factory.Invoke(null, [.. factory.GetParameters().Select(parameter => Argument(parameter, isSet))]);
        return made as Diagnostic ?? ((Failure)made!).Diagnostic;
    }

    private static object? Argument(ParameterInfo parameter, bool isSet) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => Sample(parameter),
        var type when type == typeof(ReportText) => ReportText.Line($"{ReportText.Unquoted(Sample(parameter))}"),
        var type when type == typeof(Source) => Source.Default,
        var type when type == typeof(StudioAddress) => StudioAddress.Default,
        var type when type == typeof(bool) => isSet,
        var type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        var type when type == typeof(ReportText[]) => new[] { ReportText.Line($"Set DVC_STUDIO_URL.") },
        var type when type.IsAssignableFrom(typeof(string[])) => new[] { Sample(parameter) },
        var type when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };

    private static string Sample(ParameterInfo parameter) =>
        Samples.GetValueOrDefault(parameter.Name!)
        ?? throw new InvalidOperationException(
            $"Add what '{parameter.Name}' of Diagnostics.{parameter.Member.Name} looks like to the samples of {nameof(DiagnosticList)}.");
}
