using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Reporting;

namespace StudioMsBuild.Tests.Properties;

/// <summary>DESIGN section 5: whatever goes into the one exit, what comes out is harmless.</summary>
public partial class ReporterProperties
{
    private static readonly string[] Spellings =
    [
        Texts.Secret, Texts.Secret.ToUpperInvariant(), Uri.EscapeDataString(Texts.Secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(Texts.Secret)).TrimEnd('='),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Texts.Secret)), BitConverter.ToString(Encoding.UTF8.GetBytes(Texts.Secret)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Texts.Secret)),
    ];

    private static readonly Gen<string> Any = Gen.Select(
        Texts.Any([.. Spellings, "##", "#", "vso[", "teamcity[", "my-ci[", "::", ":", "\u200B", "\u00AD", "\U000E0041", "\U000E0001", "\u2066", "'", "\"", "\n::error::", "\r\n##[error]"]),
        Gen.OneOf("", "::", "  ::", "#", "##vso[x]"),
        Gen.Int[1, 60],
        static (text, start, times) => start + string.Concat(Enumerable.Repeat(text, times)));

    private static readonly MethodInfo[] Factories =
        [.. typeof(Diagnostics).GetMethods().Where(method => method.ReturnType == typeof(Diagnostic) || method.ReturnType == typeof(Failure))];

    [Fact]
    public void No_diagnostic_lets_anything_through_that_a_terminal_or_a_CI_system_acts_on() =>
        Property.Holds(Gen.Select(Gen.OneOf(Factories.Select(Gen.Const).ToArray()), Any.Array[8], Any), static made =>
        {
            var (factory, texts, project) = made;
            var log = new TestLog(new() { ProjectFile = $"/r/{project.Replace('/', '_')}.csproj" }, Texts.Secret);

            log.Reporter.Report(Make(factory, texts) with { Subject = new Subject(texts[5].Length % 2 == 0 ? [texts[7]] : texts, IsAll: false), File = texts[6] });

            log.Texts.ForEach(ShouldBeHarmless);
        });

    [Fact]
    public void Neither_does_the_result_a_value_or_the_trace_of_an_exception() =>
        Property.Holds(Any, static text =>
        {
            var log = new TestLog(new() { ProjectFile = $"/r/{text.Replace('/', '_')}.csproj" }, Texts.Secret);

            log.Reporter.Show($"#{text}\n:{text} {ReportText.Json(JsonSerializer.Serialize(text, Relaxed))}");
            log.Reporter.Trace(new InvalidOperationException(text, new IOException(text)));

            log.Texts.ForEach(ShouldBeHarmless);
            ShouldBeHarmless(log.Reporter.Value(text));
        });

    [Fact]
    public void A_foreign_text_cannot_leave_its_quotes() =>
        Property.Holds(Any, static text =>
        {
            var log = new TestLog();

            log.Reporter.Show($"{text}", isResult: false);

            log.Last.ShouldMatch("^app: (\"[^\"]*\"|[!-~]+)$");
        });

    [Fact]
    public void Json_stays_the_same_value() =>
        Property.Holds(Texts.Any("#", "::", "##vso[", "\u200B", "\U000E0041").Where(static text => !Text.HasControl(text) || !text.Any(char.IsSurrogate)), static text =>
            JsonSerializer.Deserialize<string>(Text.CleanJson(JsonSerializer.Serialize(text, Relaxed))).ShouldBe(text));

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Diagnostic Make(MethodInfo factory, string[] texts)
    {
        var arguments = factory.GetParameters().Select((parameter, at) =>
            parameter.ParameterType == typeof(string) ? texts[at]
            : parameter.ParameterType == typeof(int) ? at
            : parameter.ParameterType == typeof(bool) ? texts[at].Length % 2 == 0
            : parameter.ParameterType == typeof(Source) ? new Source(SourceKind.UserConfig, texts[at], texts[at], 1)
            : parameter.ParameterType == typeof(ReportText) ? ReportText.Line($"{texts[at]}")
            : parameter.ParameterType == typeof(ReportText[]) ? texts.Select(text => ReportText.Line($"{text}")).ToArray()
            : parameter.ParameterType == typeof(StudioAddress) ? StudioAddress.Default
            : parameter.ParameterType == typeof(TimeSpan) ? TimeSpan.FromMilliseconds(1500)
            : parameter.ParameterType.IsAssignableFrom(typeof(string[])) ? texts
            : (object?)null);
        var made = factory.Invoke(null, [.. arguments]);
        return made as Diagnostic ?? ((Failure)made!).Diagnostic;
    }

    private static void ShouldBeHarmless(string text)
    {
        text.Length.ShouldBeLessThan(200_000);
        foreach (var spelling in Spellings)
            text.ShouldNotContain(spelling, Case.Insensitive);
        foreach (var line in text.Split('\n'))
        {
            Hidden().IsMatch(line).ShouldBeFalse(line);
            SafeProject.CiCommand().IsMatch(line).ShouldBeFalse(line);
        }
    }

    // Half a surrogate pair, too: no log can be written with it. Tags and other characters beyond the first plane are found by their pairs.
    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\uDB40|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
