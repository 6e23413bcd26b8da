using System.Globalization;
using Microsoft.Build.Framework;

namespace Bench.Tasks;

/// <summary>Tells which process a build runs in.</summary>
public sealed class ShowProcess : Microsoft.Build.Utilities.Task
{
    /// <inheritdoc />
    public override bool Execute()
    {
        Log.LogMessage(MessageImportance.High, string.Create(CultureInfo.InvariantCulture, $"process={Environment.ProcessId}"));
        return true;
    }
}
