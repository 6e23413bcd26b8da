using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using StudioMsBuild.Emulator;

// System.CommandLine handles signals only after the command has started, and a signal can come as soon as the URL is printed.
using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var line = new CommandLine();
line.Command.SetAction(async (arguments, stop) =>
{
    var isQuiet = line.IsQuiet(arguments);
    var options = line.Options(arguments) with { Log = isQuiet ? _ => { } : Console.Out.WriteLine };
    try
    {
        using var ready = line.ReadyFile(arguments) is { } path ? new ReadyFile(path) : null;
        await using var server = await EmulatorServer.StartAsync(options, stop);

        // The first line is for programs: the URL alone.
        await Console.Out.WriteLineAsync(server.Url);
        if (!isQuiet)
            await Console.Out.WriteLineAsync(Instructions(server.Url, options));
        if (!IPAddress.IsLoopback(options.Address))
            await Console.Error.WriteLineAsync(Warning(options.Address));
        ready?.Write(server.Url);

        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception failure) when (Reason(failure, options) is { } reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }
});

var parsed = line.Command.Parse(args);
if (CommandLine.Error(parsed) is { } error)
{
    await Console.Error.WriteLineAsync(error);
    return 1;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

static string Instructions(string url, EmulatorOptions options) =>
    $"Set DVC_STUDIO_URL={url} and {(options.Tokens.Count == 0 ? "any" : "one of your tokens as")} DVC_STUDIO_TOKEN, "
    + "then run: dotnet build -t:RegisterStudioProject";

static string Warning(IPAddress address) =>
    $"Warning: other machines can reach {address}. There is no TLS, and everybody can read the pages. Use made-up tokens only.";

static string? Reason(Exception failure, EmulatorOptions options) => failure switch
{
    FormatException => failure.Message,
    ReadyFileException => failure.Message,
    SqliteException => $"Cannot use the data file {options.DataFile}: {failure.Message}",
    SocketException => $"Cannot listen on {options.Address}, port {options.Port}: {failure.Message}.",
    IOException => $"{failure.Message} Choose another port with --port, or a free one with --port 0.",
    _ => null,
};
