using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using StudioMsBuild.Emulator;
using StudioMsBuild.Emulator.Faults;

// System.CommandLine begins to listen only after the command has started, and a signal can come as soon as the URL is out.
using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var port = new Option<int>("--port")
{
    Description = "The port on 127.0.0.1; 0 takes a free one.",
    DefaultValueFactory = _ => EmulatorOptions.DefaultPort,
};
port.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && !ushort.TryParse(result.Tokens[0].Value, out _))
        result.AddError("--port takes a number from 0 to 65535.");
});
var data = new Option<FileInfo>("--data") { Description = "The SQLite file that keeps the projects; without it they are kept in memory.", HelpName = "FILE" };
var fail = new Option<string>("--fail")
{
    Description = $"What goes wrong with each create request in turn, like 429,500-created*: delay- waits first, -created creates the project first, * repeats the last for ever. {string.Join(", ", Fault.Names)}",
    HelpName = "FAULT[,FAULT…][*]",
    DefaultValueFactory = _ => "",
};
var quiet = new Option<bool>("--quiet") { Description = "Print the URL and nothing else." };

var command = new RootCommand("A local DVC Studio to register projects with: POST /api/create-project, and pages to look at. Ctrl+C stops it.")
{
    port,
    data,
    fail,
    quiet,
};

command.SetAction(async (arguments, stop) =>
{
    var isQuiet = arguments.GetValue(quiet);
    var options = new EmulatorOptions
    {
        Port = arguments.GetValue(port),
        DataFile = arguments.GetValue(data)?.FullName,
        Fail = arguments.GetValue(fail)!,
        Log = isQuiet ? _ => { } : Console.Out.WriteLine,
    };

    try
    {
        await using var server = await EmulatorServer.StartAsync(options, stop);

        // The first line is for programs: the URL alone.
        await Console.Out.WriteLineAsync(server.Url);
        if (!isQuiet)
            await Console.Out.WriteLineAsync($"Set DVC_STUDIO_URL={server.Url} and any DVC_STUDIO_TOKEN, then: dotnet build -t:RegisterStudioProject");

        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    catch (FormatException failure)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 1;
    }
    catch (IOException failure)
    {
        await Console.Error.WriteLineAsync($"{failure.Message} Choose another port with --port, or a free one with --port 0.");
        return 1;
    }
    catch (SqliteException failure)
    {
        await Console.Error.WriteLineAsync($"The data file {options.DataFile} cannot be used: {failure.Message}");
        return 1;
    }
});

return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
