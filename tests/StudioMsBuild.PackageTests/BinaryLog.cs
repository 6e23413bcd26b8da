using System.IO.Compression;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace StudioMsBuild.PackageTests;

/// <summary>What a binary log holds.</summary>
internal sealed class BinaryLog
{
    private readonly List<string> strings = [];
    private readonly List<BuildEventArgs> events = [];

    private BinaryLog(string path)
    {
        var reader = new BinLogReader();
        reader.OnStringRead += (text, _) => strings.Add(text);
        events.AddRange(reader.ReadRecords(path).Select(record => record.Args).OfType<BuildEventArgs>());
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        // Latin-1 keeps every byte apart, so that ASCII is found anywhere.
        Everything = Encoding.Latin1.GetString(bytes.ToArray());
    }

    /// <summary>Every string that the log's reader knows.</summary>
    public IReadOnlyList<string> Strings => strings;

    /// <summary>The unpacked log, byte for byte: also what its reader does not show, such as embedded project files.</summary>
    public string Everything { get; }

    public IEnumerable<BuildErrorEventArgs> Errors => events.OfType<BuildErrorEventArgs>();

    public IEnumerable<BuildWarningEventArgs> Warnings => events.OfType<BuildWarningEventArgs>();

    public IEnumerable<BuildMessageEventArgs> Messages => events.OfType<BuildMessageEventArgs>();

    /// <summary>Names of the targets that ran.</summary>
    public IEnumerable<string> Targets => events.OfType<TargetStartedEventArgs>().Select(target => target.TargetName);

    /// <summary>The files that contain these targets.</summary>
    public IEnumerable<string> TargetFiles => events.OfType<TargetStartedEventArgs>().Select(target => target.TargetFile);

    public IEnumerable<TaskStartedEventArgs> Tasks => events.OfType<TaskStartedEventArgs>();

    /// <summary>The assemblies that the engine loaded for the build.</summary>
    public IEnumerable<string> AssembliesLoaded => events.OfType<AssemblyLoadBuildEventArgs>().Select(load => load.AssemblyPath ?? "");

    /// <summary>The assembly files that the engine takes a task from.</summary>
    public IEnumerable<string> AssembliesOf(string task) =>
        Messages.Select(message => message.Message ?? "").Where(text => text.StartsWith($"Using \"{task}\" task from assembly ", StringComparison.Ordinal)).Select(text => Path.GetFullPath(text.Split('"')[3])).Distinct();

    /// <summary>The program that the build ran in: dotnet, or MSBuild where the build server did it.</summary>
    public string? Process =>
        Messages.Select(message => message.Message ?? "").Where(text => text.StartsWith("Process = ", StringComparison.Ordinal)).Select(text => Path.GetFileName(text.Split('"')[1])).FirstOrDefault();

    /// <summary>Whether the engine gave a task to another process because it does not trust it with several threads.</summary>
    public bool RanInTaskHost(string task) =>
        Messages.Any(message => message.Message is { } text && text.Contains(task, StringComparison.Ordinal) && text.Contains("task host", StringComparison.OrdinalIgnoreCase));

    public static BinaryLog Read(string path) => new(path);
}
