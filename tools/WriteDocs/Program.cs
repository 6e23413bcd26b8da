using WriteDocs;

var root = new DirectoryInfo(AppContext.BaseDirectory);
while (!File.Exists(Path.Combine(root.FullName, "StudioMsBuild.sln")))
    root = root.Parent ?? throw new InvalidOperationException("Run it in a checkout of StudioMsBuild.");

foreach (var file in WrittenFile.All)
{
    var path = Path.Combine(root.FullName, file.Path);
    var before = File.Exists(path) ? File.ReadAllText(path) : "";
    var after = file.Write(before);
    if (after == before)
        continue;
    File.WriteAllText(path, after);
    Console.WriteLine($"Wrote {file.Path}");
}
