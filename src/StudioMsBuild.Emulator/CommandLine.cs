using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using StudioMsBuild.Emulator.Faults;

namespace StudioMsBuild.Emulator;

/// <summary>The options of studio-emulator.</summary>
internal sealed class CommandLine
{
    private readonly Option<int> port = new("--port")
    {
        Description = "The port; 0 takes a free one.",
        DefaultValueFactory = _ => EmulatorOptions.DefaultPort,
        HelpName = "PORT",
    };

    private readonly Option<IPAddress> bind = new("--bind")
    {
        Description = "The IP address to listen on; 0.0.0.0 is every one of this machine. Any but loopback lets others in, and warns.",
        CustomParser = Address,
        DefaultValueFactory = _ => IPAddress.Loopback,
        HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo> data = new("--data") { Description = "The SQLite file that keeps projects and requests; without it they are kept in memory.", HelpName = "FILE" };

    private readonly Option<AccessToken[]> tokens = new("--token")
    {
        Description = $"A made-up token to accept, and no other: {AccessToken.Form}. Repeatable; without it any token will do.",
        CustomParser = result => [.. Each<AccessToken>(result, AccessToken.TryParse, $"--token takes {AccessToken.Form}.")],
        HelpName = "TOKEN",
    };

    private readonly Option<string> user = new("--user")
    {
        Description = "The user of every token that names no other.",
        CustomParser = result => Each<string>(result, OneName, "--user takes a name of at most 256 characters.").FirstOrDefault(),
        DefaultValueFactory = _ => new EmulatorOptions().User,
        HelpName = "NAME",
    };

    private readonly Option<string[]> teams = new("--team")
    {
        Description = "A team to accept, and no other. Repeatable; without it any team will do.",
        CustomParser = result => [.. Each<string>(result, OneName, "--team takes a name of at most 256 characters.")],
        HelpName = "NAME",
    };

    private readonly Option<string> fail = new("--fail")
    {
        Description = $"What goes wrong with each create request in turn, like ok,429,500-created*: delay- waits first, -created creates the project first, * repeats the last for ever, {FaultPlan.Ok} is none. {string.Join(", ", Fault.Names)}",
        HelpName = "FAULT[,FAULT…][*]",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<int> latency = new("--latency") { Description = "Milliseconds that each create request takes longer.", HelpName = "MS" };

    private readonly Option<bool> quiet = new("--quiet") { Description = "Print the URL and nothing else." };

    private readonly Option<FileInfo> readyFile = new("--ready-file") { Description = "A file that is there while the server answers, and holds its URL.", HelpName = "FILE" };

    public CommandLine()
    {
        port.Validators.Add(result => Check(result, text => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _), "--port takes a number from 0 to 65535."));
        latency.Validators.Add(result => Check(result, text => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _), "--latency takes milliseconds, from 0 to 65535."));
        Command = new RootCommand("A local DVC Studio to register projects with: POST /api/create-project, and pages to look at. Ctrl+C stops it.")
        {
            port,
            bind,
            data,
            tokens,
            user,
            teams,
            fail,
            latency,
            quiet,
            readyFile,
        };
    }

    private delegate bool Parser<T>(string text, out T? value);

    public RootCommand Command { get; }

    public bool IsQuiet(ParseResult arguments) => arguments.GetValue(quiet);

    public string? ReadyFile(ParseResult arguments) => arguments.GetValue(readyFile)?.FullName;

    public EmulatorOptions Options(ParseResult arguments) => new()
    {
        Port = arguments.GetValue(port),
        Address = arguments.GetValue(bind)!,
        DataFile = arguments.GetValue(data)?.FullName,
        Tokens = arguments.GetValue(tokens) ?? [],
        User = arguments.GetValue(user)!,
        Teams = arguments.GetValue(teams) ?? [],
        Fail = arguments.GetValue(fail)!,
        Latency = TimeSpan.FromMilliseconds(arguments.GetValue(latency)),
    };

    private static IPAddress Address(ArgumentResult result) =>
        Each<IPAddress>(result, IPAddress.TryParse, "--bind takes an IP address, like 0.0.0.0 or ::1.").FirstOrDefault(IPAddress.Loopback);

    private static bool OneName(string text, out string? name)
    {
        name = text;
        return Name.IsValid(text);
    }

    /// <summary>The values that can be read. The error does not repeat what was written: it may be a token.</summary>
    private static List<T> Each<T>(ArgumentResult result, Parser<T> parse, string error)
    {
        var values = new List<T>();
        foreach (var token in result.Tokens)
        {
            if (parse(token.Value, out var value))
                values.Add(value!);
            else
                result.AddError(error);
        }

        return values;
    }

    private static void Check(OptionResult result, Predicate<string> isGood, string error)
    {
        if (result.Tokens.Count == 1 && !isGood(result.Tokens[0].Value))
            result.AddError(error);
    }
}
