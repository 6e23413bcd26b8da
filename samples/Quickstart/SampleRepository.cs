using System.Xml.Linq;

namespace Quickstart;

/// <summary>The sample as a repository of its own.</summary>
internal static class SampleRepository
{
    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>Copies the sample without what was built in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));

        foreach (var folder in Directory.GetDirectories(from).Where(static folder => !Built.Contains(Path.GetFileName(folder), StringComparer.Ordinal)))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    /// <summary>A NuGet.config that adds a folder to the user's package sources.</summary>
    public static void AddFeed(string repository, string feed) =>
        new XDocument(
            new XElement(
                "configuration",
                new XElement("packageSources", new XElement("add", new XAttribute("key", "quickstart"), new XAttribute("value", feed)))))
            .Save(Path.Combine(repository, "NuGet.config"));

    /// <summary>Adds the package to a project, as the README says; returns the line.</summary>
    public static string Reference(string project, string version)
    {
        var reference = new XElement(
            "PackageReference",
            new XAttribute("Include", "StudioMsBuild"),
            new XAttribute("Version", version),
            new XAttribute("PrivateAssets", "all"));
        var xml = XDocument.Load(project);
        xml.Root!.Elements("ItemGroup").First().Add(reference);
        xml.Save(project);
        return reference.ToString();
    }
}
