using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>ConfigObj's dialect; what each row expects is what ConfigObj 5.0.9 makes of it and DVC then lower-cases.</summary>
public class DvcConfigFileTests
{
    private const string Path = "/repository/.dvc/config";

    [Theory]
    // Layout.
    [InlineData("[studio]\nurl = x\n", "x", 2)]
    [InlineData("[studio]\nurl=x", "x", 2)]
    [InlineData("  [studio]\n\turl\t=\tx\t\n", "x", 2)]
    [InlineData("[ studio ]\nurl = x", "x", 2)]
    [InlineData("# a comment\n\n[studio]\n\n    # another\n    url = x\n", "x", 6)]
    [InlineData("\uFEFF[studio]\nurl = x\n", "x", 2)]
    [InlineData("[studio]\r\nurl = x\r\n", "x", 2)]
    [InlineData("[studio]\rurl = x\r", "x", 2)]
    // Quoted names, and sections of DVC's own.
    [InlineData("['studio']\nurl = x\n", "x", 2)]
    [InlineData("[\"studio\"]\nurl = x\n", "x", 2)]
    [InlineData("[studio]\n'url' = x\n", "x", 2)]
    [InlineData("[studio]\n\"url\" = x\n", "x", 2)]
    [InlineData("['remote \"s3\"']\nurl = s3://bucket\n[studio]\nurl = x\n", "x", 4)]
    [InlineData("[remote \"s3\"]\nurl = s3://bucket\n[studio]\nurl = x\n", "x", 4)]
    [InlineData("[core]\nremote = a, b\nanalytics = %(no)s\n[studio]\nurl = x\n", "x", 5)]
    [InlineData("url = top\n[studio]\nurl = x\n", "x", 3)]
    // Case: DVC lower-cases, the last spelling wins.
    [InlineData("[STUDIO]\nURL = x\n", "x", 2)]
    [InlineData("[studio]\nurl = y\nUrl = x\n", "x", 3)]
    [InlineData("[Studio]\nurl = y\n[studio]\nurl = x\n", "x", 4)]
    [InlineData("[studio]\nurl = y\ntoken = z\n[Studio]\nurl = x\n", "x", 5)]
    // Comments.
    [InlineData("[studio] # which\nurl = x\n", "x", 2)]
    [InlineData("[studio]#which\nurl = x\n", "x", 2)]
    [InlineData("[studio]\nurl = https://a.example # where\n", "https://a.example", 2)]
    [InlineData("[studio]\nurl = https://a.example#where\n", "https://a.example", 2)]
    [InlineData("[studio]\nurl = # none\n", "", 2)]
    [InlineData("[studio]\nurl = 'x'#where\n", "x", 2)]
    [InlineData("[studio]\nurl = 'x#y' # where\n", "x#y", 2)]
    [InlineData("[studio]\nurl = a; b\n", "a; b", 2)]
    // Quotes.
    [InlineData("[studio]\nurl = ''\n", "", 2)]
    [InlineData("[studio]\nurl = \"\"\n", "", 2)]
    [InlineData("[studio]\nurl =\n", "", 2)]
    [InlineData("[studio]\nurl = \"a'b\"\n", "a'b", 2)]
    [InlineData("[studio]\nurl = 'a\"b'\n", "a\"b", 2)]
    [InlineData("[studio]\nurl = a'b\n", "a'b", 2)]
    [InlineData("[studio]\nurl = a ' b\n", "a ' b", 2)]
    [InlineData("[studio]\nurl = 'a, b'\n", "a, b", 2)]
    [InlineData("[studio]\nurl = \"a, b\" # c, d\n", "a, b", 2)]
    [InlineData("[studio]\nurl = ' x '\n", " x ", 2)]
    // Triple quotes.
    [InlineData("[studio]\nurl = '''x'''\n", "x", 2)]
    [InlineData("[studio]\nurl = \"\"\"x\"\"\" # c\n", "x", 2)]
    [InlineData("[studio]\nurl = '''x'y'''\n", "x'y", 2)]
    [InlineData("[studio]\nurl = \"\"\"x\n[core]\n= y\"\"\"\n", "x\n[core]\n= y", 2)]
    [InlineData("[studio]\nurl = '''x\ny  '''\n", "x\ny  ", 2)]
    [InlineData("[studio]\nurl = '''x  \ny'''\n", "x  \ny", 2)]
    // Quotes are greedy, as ConfigObj writes them.
    [InlineData("[studio]\nurl = '''p\"w#d''''\n", "p\"w#d'", 2)]
    [InlineData("[studio]\nurl = \"say \"hi\"\"\n", "say \"hi\"", 2)]
    [InlineData("[studio]\nurl = 'it's'\n", "it's", 2)]
    [InlineData("[studio]\nurl = 'a' # it's 'b'\n", "a", 2)]
    [InlineData("[studio]\nurl = 'a, b' c'\n", "a, b' c", 2)]
    // In sections of DVC's own anything is fine that ConfigObj reads.
    [InlineData("['remote \"x\"']\npassword = 'it's'\n[studio]\nurl = x\n", "x", 4)]
    [InlineData("[\"remote \"x\"\"]\npassword = \"say \"hi\"\", \n[studio]\nurl = x\n", "x", 4)]
    [InlineData("[core]\n  'stray = x\n  = y\n[studio]\nurl = x\n", "x", 5)]
    [InlineData("[[\"stray]\n[core]\nx = a, \"b, c\n[studio]\nurl = x\n", "x", 5)]
    // What is nothing special.
    [InlineData("[studio]\nurl = 100%(x\n", "100%(x", 2)]
    [InlineData("[studio]\nurl = a b = c\n", "a b = c", 2)]
    [InlineData("[studio]\nurl == x\n", "= x", 2)]
    [InlineData("[studio]\nurl = 100%\n", "100%", 2)]
    [InlineData("[studio]\nurl = a%20b\n", "a%20b", 2)]
    [InlineData("[studio]\nurl = $x\n", "$x", 2)]
    [InlineData("[studio]\nurl = x\\\n", "x\\", 2)]
    // Sections within sections.
    [InlineData("[studio]\nurl = x\n[[more]]\nurl = y\n", "x", 2)]
    [InlineData("[outer]\n[[studio]]\nurl = y\n[studio]\nurl = x\n", "x", 5)]
    [InlineData("[outer]\n[ [inner] ]\nurl = y\n[studio]\nurl = x\n", "x", 5)]
    public void It_finds_the_value_and_its_line(string text, string value, int line) =>
        DvcConfigFile.Parse(Path, text).Value().Find("studio.url").ShouldBe((value, line));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("[studio]")]
    [InlineData("url = x\n")]
    [InlineData("[core]\nurl = x\n")]
    [InlineData("[outer]\n[[studio]]\nurl = x\n")]
    [InlineData("[studio]\n# url = x\n")]
    [InlineData("[studio]\nmy url = x\n")]
    [InlineData("[Studio]\nurl = x\n[studio]\ntoken = y\n")]
    [InlineData("[studio = x\nurl = y\n")]
    public void It_finds_nothing_where_nothing_is(string text) =>
        DvcConfigFile.Parse(Path, text).Value().Find("studio.url").ShouldBeNull();

    [Theory]
    [InlineData("[studio]\n; no comment\nurl = x\n", 2)]
    [InlineData("[studio]\nurl: x\n", 2)]
    [InlineData("[studio]\nurl\n", 2)]
    [InlineData("[studio]\n= x\n", 2)]
    [InlineData("[studio]\nurl = x\ntoken = y\nurl = z\n", 4)]
    [InlineData("[studio]\nurl = x\n[core]\n[studio]\ntoken = y\n", 4)]
    [InlineData("[studio\nurl = x\n", 1)]
    [InlineData("[studio]]\nurl = x\n", 1)]
    [InlineData("[]\nurl = x\n", 1)]
    [InlineData("[studio] x\nurl = x\n", 1)]
    [InlineData("[outer]\n[[[inner]]]\nurl = x\n", 2)]
    [InlineData("[[studio]]\nurl = x\n", 1)]
    [InlineData("[studio]\n'url = x\n", 2)]
    [InlineData("[studio]\nurl = 'x'y\n", 2)]
    [InlineData("[studio]\nurl = 'x\n", 2)]
    [InlineData("[studio]\nurl = \"x\n", 2)]
    [InlineData("[studio]\nurl = ,x\n", 2)]
    [InlineData("[studio]\nurl = x,,y\n", 2)]
    [InlineData("[studio]\nurl = '''x''' y\n", 2)]
    [InlineData("[studio]\nurl = x \\\ny\n", 3)]
    // Where ConfigObj would go on with something that is no single text.
    [InlineData("[studio]\nurl = x, y\n", 2)]
    [InlineData("[studio]\nurl = 'a', b'\n", 2)]
    [InlineData("[studio]\nurl = x,\n", 2)]
    [InlineData("[studio]\nurl = %(other)s\n", 2)]
    [InlineData("[exp]\ngit_remote = a, b\n", 2)]
    public void An_error_names_the_file_and_the_line(string text, int line)
    {
        var error = DvcConfigFile.Parse(Path, text).Failure();

        error.Diagnostic.Severity.ShouldBe(Severity.Error);
        error.Code.ShouldBe("STUDIO1014");
        error.Diagnostic.File.ShouldBe(Path);
        error.Diagnostic.Line.ShouldBe(line);
    }

    [Fact]
    public void An_unclosed_triple_quote_is_an_error_of_the_file()
    {
        var error = DvcConfigFile.Parse(Path, "[studio]\nurl = '''x\ny\n").Failure();

        error.Code.ShouldBe("STUDIO1014");
        error.Diagnostic.File.ShouldBe(Path);
    }

    [Theory]
    [InlineData("[studio]\ntoken = 'isat_SECRET\n")]
    [InlineData("[studio]\nisat_SECRET\n")]
    [InlineData("[studio]\ntoken = isat_SECRET, x\n")]
    [InlineData("[isat_SECRET\n")]
    public void An_error_never_echoes_the_line(string text) =>
        DvcConfigFile.Parse(Path, text).Failure().Text.ShouldNotContain("SECRET");
}
