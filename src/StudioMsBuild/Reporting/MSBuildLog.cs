using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace StudioMsBuild.Reporting;

/// <summary>The log of the task's build.</summary>
internal sealed class MSBuildLog(TaskLoggingHelper log) : ILog
{
    public bool HasErrors => log.HasLoggedErrors;

    public void Message(Importance importance, string text) => log.LogMessage((MessageImportance)importance, text);

    public void Warning(Location location, string text) =>
        log.LogWarning(null, location.Code, null, location.HelpLink, location.File, location.Line, location.Column, 0, 0, text);

    public void Error(Location location, string text) =>
        log.LogError(null, location.Code, null, location.HelpLink, location.File, location.Line, location.Column, 0, 0, text);
}
