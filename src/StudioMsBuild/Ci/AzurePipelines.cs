namespace StudioMsBuild.Ci;

/// <summary>Azure Pipelines: output variables by logging commands, which it finds in the build's output.</summary>
/// <remarks>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands: "Formatting commands".</remarks>
internal sealed class AzurePipelines : CiSystem
{
    private const int LongestValue = 262144;

    public override string Name => "Azure Pipelines";

    public override bool IsSeen(IReadOnlyDictionary<string, string> environment) => IsSet(environment, "TF_BUILD");

    public override bool TakesOutputs(CiJob job) => IsSeen(job.Environment);

    public override IEnumerable<Diagnostic> Write(CiOutput output, CiJob job) =>
    [
        Diagnostics.Message(Lines(
        [
            SetVariable("StudioProjectUrl", output.Url),
            SetVariable("StudioProjectId", output.Id),
        ])) with { IsLoggingCommand = true },
    ];

    /// <summary>The agent reads %0A in a value as a line's end, and %AZP25 as a per cent sign.</summary>
    private static ReportText SetVariable(string name, string value) =>
        $"##vso[task.setvariable variable={Unquoted(name)};isOutput=true]{Unquoted(Escape(value), LongestValue)}";

    private static string Escape(string value) => value.Replace("%", "%AZP25", StringComparison.Ordinal);
}
