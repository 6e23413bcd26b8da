using System.Diagnostics;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The record or the folder of locks and marks cannot be read or written.</summary>
internal static class DiskRows
{
    private const string ReadOnly = """mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" "$0" && exec "$@" """;
    private const string Full = """mount -t tmpfs -o size=4k tmpfs "$0" && head -c 4k /dev/zero > "$0/full" && exec "$@" """;
    private const string Small = """mount -t tmpfs -o size=128k tmpfs "$0" && exec "$@" """;

    public static IEnumerable<Row> All { get; } =
    [
        Record("the record is a symbolic link", (site, record) => File.CreateSymbolicLink(record, site.Repository.Box.Write("somewhere", ""))) with { Missing = Needs.Unix },
        Record("the record is a symbolic link that leads nowhere", (site, record) => File.CreateSymbolicLink(record, site.Repository.Box["nowhere"])) with { Missing = Needs.Unix },
        Record("the record is a folder", (_, record) => Directory.CreateDirectory(record)),
        Record("the record has 5 MB", (_, record) => File.WriteAllText(record, $"{{\"version\": 1, \"projects\": []}}{new string(' ', 5 << 20)}")),
        Record("the record has conflict markers", (_, record) => File.WriteAllText(record, "{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"projects\": []\n=======\n  \"projects\": [ ]\n>>>>>>> other\n}\n")),
        Record("the record is of a newer version", (_, record) => File.WriteAllText(record, """{"version": 2, "projects": []}""")),
        Record("the record ends half-way", (_, record) => File.WriteAllText(record, """{"version": 1, "projects": [{"studio": "https://stu""")),
        Record("the record is empty", (_, record) => File.WriteAllText(record, "")),
        Record("the record is nested a thousand times", (_, record) => File.WriteAllText(record, $"{{\"version\": 1, \"projects\": {new string('[', 1000)}{new string(']', 1000)}}}")),
        Record("the record has one key twice", (site, record) => File.WriteAllText(record, $$"""{"version": 1, "projects": [{{Entry(site, "a1")}}, {{Entry(site, "b2")}}]}""")),
        Record("the record has the mode of a read-only file", (_, record) =>
        {
            File.WriteAllText(record, "{\"version\": 1, \"projects\": []}\n");
            File.SetAttributes(record, FileAttributes.ReadOnly);
        }),
        State("the folder of locks is a symbolic link", (site, state) => Directory.CreateSymbolicLink(state, Directory.CreateDirectory(site.Repository.Box["elsewhere"]).FullName), Directory.Delete) with { Missing = Needs.Unix },
        State("the folder of locks is a file", (_, state) => File.WriteAllText(state, ""), File.Delete),
        new("disk", "the mark is empty, after a power failure")
        {
            Meet = async site =>
            {
                (await site.RegisterAsync("-p:StudioLockedMode=true")).ShouldFailWith("STUDIO4009");
                await File.WriteAllTextAsync(Path.ChangeExtension(Directory.GetFiles(site.State, "*.lock").ShouldHaveSingleItem(), "mark"), "");
                return await site.RunAsync();
            },
        },
        Mounted("the record's folder is read-only", ReadOnly, site => site.Repository.Box["disk"]),
        Mounted("the Git folder is read-only", ReadOnly, site => site.Repository[".git"]),
        Mounted("the record's disk is full", Full, site => site.Repository.Box["disk"]),
        Mounted("the Git folder's disk is full", Full, site => site.State),
        new("disk", "the record's disk fills up while Studio answers", "delay-created")
        {
            NeedsMount = true,
            Holds = true,
            Meet = async site =>
            {
                var disk = Directory.CreateDirectory(site.Repository.Box["disk"]).FullName;
                site.Repository.Set("STUDIOLOCKFILE", site.Repository.Box["disk/studio.lock.json"]);
                var build = site.StartBy("unshare", "-m", "sh", "-c", Small, disk);
                await Site.Until(() => site.Projects.Count == 1);
                await FillAsync($"/proc/{build.ProcessId}/root{disk}");
                site.Release();
                return await build.EndAsync();
            },
        },
    ];

    private static Row Record(string fault, Action<Site, string> spoil) => new("disk", fault)
    {
        Meet = site =>
        {
            spoil(site, site.Record);
            return site.RunAsync();
        },
        Repair = site =>
        {
            if (Directory.Exists(site.Record))
                Directory.Delete(site.Record);
            File.Delete(site.Record);
            return Task.CompletedTask;
        },
    };

    private static Row State(string fault, Action<Site, string> spoil, Action<string> repair) => new("disk", fault)
    {
        Meet = site =>
        {
            spoil(site, site.State);
            return site.RunAsync();
        },
        Repair = site =>
        {
            repair(site.State);
            return Task.CompletedTask;
        },
    };

    /// <summary>Only the build sees the mount, and it ends with the build.</summary>
    private static Row Mounted(string fault, string script, Func<Site, string> folder) => new("disk", fault)
    {
        NeedsMount = true,
        Meet = site =>
        {
            // An environment variable is a property of every build of this site.
            site.Repository.Set("STUDIOLOCKFILE", Path.Combine(Directory.CreateDirectory(site.Repository.Box["disk"]).FullName, "studio.lock.json"));
            return site.StartBy("unshare", "-m", "sh", "-c", script, Directory.CreateDirectory(folder(site)).FullName).EndAsync();
        },
    };

    private static string Entry(Site site, string id) =>
        $$"""{"studio": "{{site.Studio.Url}}", "repo": "github.com/ada/iris", "team": "", "subdir": "", "id": "{{id}}", "name": "iris", "url": "{{site.Studio.Url}}/user/ada/projects/iris-{{id}}"}""";

    private static async Task FillAsync(string folder)
    {
        using var filling = ProcessState.WhileUnchanged(() => Process.Start("sh", ["-c", """cat /dev/zero > "$0" 2> /dev/null""", $"{folder}/full"]));
        await filling.WaitForExitAsync();
    }
}
