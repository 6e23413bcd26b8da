using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.Build.Framework;

namespace Bench.Tasks;

/// <summary>Logs what the runtime of the build has done so far: before and after another task, that task's share.</summary>
public sealed class ReadRuntime : Microsoft.Build.Utilities.Task
{
    /// <summary>"before" or "after".</summary>
    [Required]
    public string Label { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        var now = Stopwatch.GetTimestamp();
        var methods = JitInfo.GetCompiledMethodCount();
        var compiling = JitInfo.GetCompilationTime();
        var hasHttp = AppDomain.CurrentDomain.GetAssemblies().Any(static assembly => assembly.GetName().Name == "System.Net.Http");
        Log.LogMessage(MessageImportance.High, string.Create(CultureInfo.InvariantCulture,
            $"runtime {Label}: process={Environment.ProcessId}, at={TimeSpan.FromSeconds((double)now / Stopwatch.Frequency).TotalMilliseconds:0.0}, methods={methods}, compiling={compiling.TotalMilliseconds:0.0}, http={hasHttp}"));
        return true;
    }
}
