using Microsoft.Build.Framework;

namespace StudioMsBuild.OldEngine;

/// <summary>What the console logger shows, of which there is none in the engine's own assembly.</summary>
internal sealed class Printer : ILogger
{
    public LoggerVerbosity Verbosity { get; set; }

    public string? Parameters { get; set; }

    public void Initialize(IEventSource eventSource)
    {
        eventSource.ErrorRaised += static (_, error) => Console.WriteLine($"error {error.Code}: {error.Message}");
        eventSource.WarningRaised += static (_, warning) => Console.WriteLine($"warning {warning.Code}: {warning.Message}");
        eventSource.MessageRaised += static (_, message) =>
        {
            if (message.Importance == MessageImportance.High)
                Console.WriteLine(message.Message);
        };
    }

    public void Shutdown()
    {
    }
}
