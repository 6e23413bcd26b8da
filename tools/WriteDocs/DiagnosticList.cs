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
    /// <summary>One of each factory of the task.</summary>
    public static IEnumerable<Diagnostic> Make() =>
        typeof(Diagnostics).GetMethods()
            .Where(static method => method.Name != nameof(Diagnostics.Message) && (method.ReturnType == typeof(Diagnostic) || method.ReturnType == typeof(Failure)))
            .Select(Make)
            // Some are messages in one case and warnings in another.
            .Where(static diagnostic => diagnostic.Code is not null);

    /// <summary>The codes in order, each once.</summary>
    /// <param name="targets">The targets file, which has errors of its own.</param>
    public static IEnumerable<int> Codes(string targets) =>
        Regex.Matches(targets, "(?<=Code=\"STUDIO)[0-9]{4}(?=\")", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(static match => match.Value)
            .Concat(Make().Select(static diagnostic => diagnostic.Code![^4..]))
            .Select(static code => int.Parse(code, CultureInfo.InvariantCulture))
            .Distinct().Order();

    private static Diagnostic Make(MethodInfo factory)
    {
        var made = factory.Invoke(null, [.. factory.GetParameters().Select(Argument)]);
        return made as Diagnostic ?? ((Failure)made!).Diagnostic;
    }

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x",
        var type when type == typeof(ReportText) => ReportText.Line($"x"),
        var type when type == typeof(Source) => Source.Default,
        var type when type == typeof(StudioAddress) => StudioAddress.Default,
        var type when type == typeof(bool) => true,
        var type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        var type when type.IsAssignableFrom(typeof(string[])) => new[] { "x" },
        var type when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };
}
