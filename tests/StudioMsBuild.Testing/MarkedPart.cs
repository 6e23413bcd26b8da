namespace StudioMsBuild.Testing;

/// <summary>The part of a Markdown page of this repository, between two marker comments, that a program writes with what it saw.</summary>
/// <param name="page">The page, from the repository's top.</param>
/// <param name="name">The name in the markers.</param>
/// <param name="writer">Who writes it, as the first marker says.</param>
public sealed class MarkedPart(string page, string name, string writer)
{
    public string Read()
    {
        var (text, from, to) = Find();
        return text[from..to];
    }

    public void Write(string part)
    {
        var (text, from, to) = Find();
        File.WriteAllText(SourceTree.File(page), text[..from] + part + text[to..]);
    }

    private (string Text, int From, int To) Find()
    {
        var text = File.ReadAllText(SourceTree.File(page));
        var begin = $"<!-- {name}: written by {writer} -->\n";
        var at = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf($"<!-- /{name} -->", Math.Max(at, 0), StringComparison.Ordinal);
        return at >= 0 && to >= 0 ? (text, at + begin.Length, to) : throw new InvalidOperationException($"{page} has no place for {name}.");
    }
}
