using System.IO.Compression;
using System.Text;

namespace StudioMsBuild.Testing;

/// <summary>Looks into a package.</summary>
public static class PackageArchive
{
    /// <summary>The entries whose bytes hold a text.</summary>
    public static IEnumerable<string> EntriesWith(this ZipArchive archive, string text) =>
        archive.Entries.Where(entry => Read(entry).Contains(text, StringComparison.Ordinal)).Select(entry => entry.FullName);

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
