using System.Text;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>A config file may be a stranger's: what reading it takes grows with its size and no faster.</summary>
public class DvcConfigFileCostTests
{
    [Theory]
    [InlineData("one long section name and many keys")]
    [InlineData("many keys")]
    [InlineData("many sections")]
    [InlineData("nested sections of long names")]
    [InlineData("one value of quotes")]
    [InlineData("one value of commas and quotes")]
    [InlineData("one value of commas and blanks")]
    [InlineData("one section of brackets")]
    [InlineData("one key of quotes")]
    [InlineData("blanks between quotes")]
    [InlineData("one triple quote of many lines")]
    [InlineData("one triple quote of quotes")]
    [InlineData("open interpolations")]
    [InlineData("the same section in many spellings")]
    public void Twice_the_size_takes_at_most_some_more_than_twice_the_memory(string kind)
    {
        const int size = 500_000;
        Measure(Text(kind, 1000));

        var once = Measure(Text(kind, size));
        var twice = Measure(Text(kind, 2 * size));

        // A list or a table that grows by doubling may have just done so.
        twice.ShouldBeLessThan((long)(2.5 * once) + 100_000);
        twice.ShouldBeLessThan(200L * size);
    }

    private static long Measure(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = DvcConfigFile.Parse("/repository/.dvc/config", text).TryGetValue(out _, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Text(string kind, int size) => kind switch
    {
        "one long section name and many keys" => $"[{new string('s', size / 2)}]\n{Repeat(i => $"k{i}=\n", size / 2)}",
        "many keys" => $"[studio]\n{Repeat(i => $"k{i}=\n", size)}",
        "many sections" => Repeat(i => $"[s{i}]\n", size),
        "nested sections of long names" => Repeat(i => $"{new string('[', i + 1)}{new string('s', 1000)}{new string(']', i + 1)}\n", size),
        "one value of quotes" => $"[studio]\nurl = {new string('"', size)}x\n",
        "one value of commas and quotes" => $"[core]\nurl = {Repeat(_ => "\",", size)}\n",
        "one value of commas and blanks" => $"[core]\nurl = x{Repeat(_ => ", ,", size)}'\n",
        "one section of brackets" => $"{new string('[', size / 2)}{new string(']', size / 2)}x\n",
        "one key of quotes" => $"[core]\n{new string('"', size)}\n",
        "blanks between quotes" => $"[core]\nurl = '{new string(' ', size / 2)}'{new string(' ', size / 2)}'x\n",
        "one triple quote of many lines" => $"[core]\nurl = '''{new string('\n', size)}'''\n",
        "one triple quote of quotes" => $"[core]\nurl = '''\n{new string('\'', size)}x\n",
        "open interpolations" => $"[studio]\nurl = {Repeat(_ => "%(", size)})\n",
        "the same section in many spellings" => Repeat(i => $"[{Spelling(i)}]\nurl{i}=\n", size),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Repeat(Func<int, string> part, int size)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < size; i++)
            text.Append(part(i));
        return text.ToString();
    }

    // studio in 64 spellings, then other names.
    private static string Spelling(int number) =>
        number < 64 ? string.Concat("studio".Select((c, at) => (number >> at & 1) == 1 ? char.ToUpperInvariant(c) : c)) : $"studio{number}";
}
