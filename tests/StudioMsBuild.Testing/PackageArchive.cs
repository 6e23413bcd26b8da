using System.IO.Compression;
using System.Text;

namespace StudioMsBuild.Testing;

/// <summary>Looks into a package.</summary>
public static class PackageArchive
{
    /// <summary>The entries whose bytes hold an ASCII text, as UTF-8 or as the UTF-16 of an assembly's strings.</summary>
    public static IEnumerable<string> EntriesWith(this ZipArchive archive, string text)
    {
        var wide = string.Join('\0', text.AsEnumerable());
        return archive.Entries
            .Where(entry => Read(entry) is var content && (content.Contains(text, StringComparison.Ordinal) || content.Contains(wide, StringComparison.Ordinal)))
            .Select(entry => entry.FullName);
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
