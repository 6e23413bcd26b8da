using System.Diagnostics;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The lock file or the folder of locks and attempt markers cannot be read or written.</summary>
internal static class DiskRows
{
    private const string ReadOnly = """mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" "$0" && exec "$@" """;
    private const string Full = """mount -t tmpfs -o size=4k tmpfs "$0" && head -c 4k /dev/zero > "$0/full" && exec "$@" """;
    private const string Small = """mount -t tmpfs -o size=128k tmpfs "$0" && exec "$@" """;

    public static IEnumerable<Row> All { get; } =
    [
        LockFile("the lock file is a symbolic link", (site, file) => File.CreateSymbolicLink(file, site.Repository.Box.Write("somewhere", ""))) with { Missing = Needs.Unix },
        LockFile("the lock file is a symbolic link that leads nowhere", (site, file) => File.CreateSymbolicLink(file, site.Repository.Box["nowhere"])) with { Missing = Needs.Unix },
        LockFile("the lock file is a folder", (_, file) => Directory.CreateDirectory(file)),
        LockFile("the lock file has 5 MB", (_, file) => File.WriteAllText(file, $"{{\"version\": 1, \"projects\": []}}{new string(' ', 5 << 20)}")),
        LockFile("the lock file has conflict markers", (_, file) => File.WriteAllText(file, "{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"projects\": []\n=======\n  \"projects\": [ ]\n>>>>>>> other\n}\n")),
        LockFile("the lock file is of a newer version", (_, file) => File.WriteAllText(file, """{"version": 2, "projects": []}""")),
        LockFile("the lock file ends half-way", (_, file) => File.WriteAllText(file, """{"version": 1, "projects": [{"studio": "https://stu""")),
        LockFile("the lock file is empty", (_, file) => File.WriteAllText(file, "")),
        LockFile("the lock file is nested a thousand times", (_, file) => File.WriteAllText(file, $"{{\"version\": 1, \"projects\": {new string('[', 1000)}{new string(']', 1000)}}}")),
        LockFile("the lock file has a property twice in one object", (site, file) => File.WriteAllText(file, $$"""{"version": 1, "projects": [{{Entry(site, "a1")[..^1]}}, {{Entry(site, "b2")[1..]}}]}""")),
        LockFile("the lock file is a pointer of Git LFS", (_, file) => File.WriteAllText(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")),
        LockFile("the lock file is a FIFO", (_, file) => CreateFifo(file)) with { Missing = Needs.Unix },
        LockFile("the lock file has 40 000 parts of one key", (site, file) => File.WriteAllText(
            file, $$"""{"version": 1, "projects": [{{string.Join(",\n", Enumerable.Range(1, 40_000).Select(at => Entry(site, $"p{at}")[..^1] + $", \"part\": \"{at}/40000\"}}"))}}]}""")),
        LockFile("the lock file has one key twice", (site, file) => File.WriteAllText(file, $$"""{"version": 1, "projects": [{{Entry(site, "a1")}}, {{Entry(site, "b2")}}]}""")),
        LockFile("the lock file has the mode of a read-only file", (_, file) =>
        {
            File.WriteAllText(file, "{\"version\": 1, \"projects\": []}\n");
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }),
        State("the folder of locks is a symbolic link", (site, state) => Directory.CreateSymbolicLink(state, Directory.CreateDirectory(site.Repository.Box["elsewhere"]).FullName), Directory.Delete) with { Missing = Needs.Unix },
        State("the folder of locks is a file", (_, state) => File.WriteAllText(state, ""), File.Delete),
        new("disk", "the marker is empty, after a power failure")
        {
            Meet = async site =>
            {
                await File.WriteAllTextAsync(await Locks.LeaveMarkerAsync(site), "");
                return await site.RunAsync();
            },
        },
        new("disk", "the lock file is named like a folder") { Meet = Row.With("StudioLockFile=studio.lock.json/") },
        new("disk", "the lock file is behind a symbolic link of the repository")
        {
            Missing = Needs.Unix,
            Meet = site =>
            {
                Directory.CreateSymbolicLink(site.Repository["out"], Directory.CreateDirectory(site.Repository.Box["elsewhere"]).FullName);
                return site.RegisterAsync("-p:StudioLockFile=out/studio.lock.json");
            },
        },
        new("disk", "the lock file is mounted into a container, so nothing can be renamed over it")
        {
            NeedsMount = true,
            Meet = site =>
            {
                File.WriteAllText(site.LockFile, "{\"version\": 1, \"projects\": []}\n");
                return site.StartBy("unshare", "-m", "sh", "-c", """mount --bind "$0" "$0" && exec "$@" """, site.LockFile).EndAsync();
            },
        },
        new("disk", "the attempt marker is a FIFO")
        {
            Missing = Needs.Unix,
            Meet = async site =>
            {
                var marker = await Locks.LeaveMarkerAsync(site);
                File.Delete(marker);
                CreateFifo(marker);
                return await site.RunAsync();
            },
            Repair = site =>
            {
                File.Delete(Directory.GetFiles(site.State, "*.mark").Single());
                return Task.CompletedTask;
            },
        },
        new("disk", "the dotenv file is behind a symbolic link of the repository")
        {
            Missing = Needs.Unix,
            Meet = site =>
            {
                Directory.CreateSymbolicLink(site.Repository["out"], Directory.CreateDirectory(site.Repository.Box["elsewhere"]).FullName);
                return site.RegisterAsync("-p:StudioDotEnvFile=out/studio.env");
            },
        },
        Mounted("the lock file's folder is read-only", ReadOnly, site => site.Repository.Box["disk"]),
        Mounted("the Git folder is read-only", ReadOnly, site => site.Repository[".git"]),
        Mounted("the lock file's disk is full", Full, site => site.Repository.Box["disk"]),
        Mounted("the Git folder's disk is full", Full, site => site.State),
        new("disk", "the lock file's disk fills up while Studio answers", "delay-created")
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

    private static Row LockFile(string fault, Action<Site, string> spoil) => new("disk", fault)
    {
        Meet = site =>
        {
            spoil(site, site.LockFile);
            return site.RunAsync();
        },
        Repair = site =>
        {
            if (Directory.Exists(site.LockFile))
                Directory.Delete(site.LockFile);
            File.Delete(site.LockFile);
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

    private static void CreateFifo(string path)
    {
        using var making = ProcessState.WhileUnchanged(() => Process.Start("mkfifo", [path]));
        making.WaitForExit();
    }

    private static async Task FillAsync(string folder)
    {
        using var filling = ProcessState.WhileUnchanged(() => Process.Start("sh", ["-c", """cat /dev/zero > "$0" 2> /dev/null""", $"{folder}/full"]));
        await filling.WaitForExitAsync();
    }
}
