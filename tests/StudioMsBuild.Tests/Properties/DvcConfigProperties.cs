using CsCheck;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Properties;

public class DvcConfigProperties
{
    // Where Python splits a text into lines.
    private static readonly char[] LineEnds = ['\n', '\r', '\v', '\f', '\u001C', '\u001D', '\u001E', '\u0085', '\u2028', '\u2029'];

    private static readonly string[] Special = ["[studio]", "[exp]", "['remote \"s3\"']", "token = ", "url = ", "\n", "\n", "# ", " = ", "%(x)s", Texts.Secret];

    private static readonly Gen<string> Good = Gen.OneOf(
        $"[studio]\n    token = {Texts.Secret}\n    url = https://studio.example.com\n",
        $"# a comment\n[core]\n    remote = s3\n['remote \"s3\"']\n    url = s3://bucket, other\n[studio]\ntoken = '{Texts.Secret}' # mine\noffline = true\n",
        $"[studio]\ntoken = \"\"\"{Texts.Secret}\nmore\"\"\"\n[[inner]]\na = b\n[exp]\ngit_remote = origin\n");

    [Fact]
    public void Any_text_gives_a_config_or_an_error_with_a_line_that_is_there() =>
        Property.Holds(Gen.OneOf(Texts.Any(Special), Texts.Mutated(Good, Special)), static text =>
        {
            if (DvcConfigFile.Parse("/repository/.dvc/config", text).TryGetValue(out var file, out var failure))
            {
                _ = file.Find("studio.token");
                return;
            }

            failure.ShouldBeFitToShow("STUDIO1014");
            failure.Diagnostic.Line.ShouldBeInRange(1, text.Split(LineEnds).Length);
        });

    [Fact]
    public void A_value_in_quotes_is_read_as_it_was_written()
    {
        var value = Texts.Any().Where(static text => text.IndexOfAny(['\'', .. LineEnds]) < 0 && !text.Contains("%(", StringComparison.Ordinal));
        var before = Gen.OneOf("", "\uFEFF", "# comment\n", "[core]\nremote = a, b\n", "['remote \"s3\"']\r\nurl = x\r\n");
        Property.Holds(Gen.Select(before, value, Gen.OneOf("'", "'''")), static parts =>
        {
            var (before, value, quote) = parts;
            var text = $"{before}[studio]\ntoken = {quote}{value}{quote} # comment\n";
            DvcConfigFile.Parse("/repository/.dvc/config", text).Value().Find("studio.token")!.Value.Value.ShouldBe(value);
        });
    }
}
