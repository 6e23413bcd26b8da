namespace StudioMsBuild.Ci;

/// <summary>Azure Pipelines: output variables by logging commands, which it finds in the build's output.</summary>
/// <remarks>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands: "Formatting commands".</remarks>
internal static class AzurePipelines
{
    public static bool IsHere(IReadOnlyDictionary<string, string> environment) =>
        Setting.Variable(environment, "TF_BUILD") is { } build && !build.Value.Equals("false", StringComparison.OrdinalIgnoreCase);

    public static Diagnostic Command(CiOutput output) =>
        Diagnostics.Message($"{SetVariable("StudioProjectUrl", output.Url)}\n{SetVariable("StudioProjectId", output.Id)}") with { IsLoggingCommand = true };

    /// <summary>The agent reads %0A in a value as a line's end, and %AZP25 as a per cent sign.</summary>
    private static ReportText SetVariable(string name, string value) =>
        $"##vso[task.setvariable variable={Unquoted(name)};isOutput=true]{Unquoted(value.Replace("%", "%AZP25", StringComparison.Ordinal)):262144}";
}
