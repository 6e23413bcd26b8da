using System.Xml.Linq;

namespace StudioMsBuild.Testing;

/// <summary>A NuGet.config whose feeds are the only ones.</summary>
public static class NuGetConfig
{
    public static string Of(params string[] feeds) =>
        new XElement("configuration", new XElement(
            "packageSources",
            [new XElement("clear"), .. feeds.Select((feed, at) => new XElement("add", new XAttribute("key", $"feed{at}"), new XAttribute("value", feed)))])).ToString();
}
