using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using StudioMsBuild.Emulator.Faults;

namespace StudioMsBuild.Emulator;

/// <summary>The options of studio-emulator.</summary>
internal sealed class CommandLine
{
    private const string HelpHint = "Run 'studio-emulator --help' for the options.";

    private readonly Option<int> port = new("--port")
    {
        Description = "The port to listen on. 0 takes a free one.",
        DefaultValueFactory = _ => EmulatorOptions.DefaultPort,
        HelpName = "PORT",
    };

    private readonly Option<IPAddress> bind = new("--bind")
    {
        Description = "The IP address to listen on. Any but a loopback address lets other machines in.",
        CustomParser = Address,
        DefaultValueFactory = _ => IPAddress.Loopback,
        HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo> data = new("--data")
    {
        Description = "The SQLite file to keep projects and requests in. Without it they are kept in memory.",
        HelpName = "FILE",
    };

    private readonly Option<AccessToken[]> tokens = new("--token")
    {
        Description = $"A made-up token to accept: {AccessToken.Form}. Repeatable. Without it any token is accepted.",
        CustomParser = result => [.. Each<AccessToken>(result, AccessToken.TryParse, $"--token takes {AccessToken.Form}.")],
        HelpName = "TOKEN",
    };

    private readonly Option<string> user = new("--user")
    {
        Description = "The user of tokens that name no other.",
        CustomParser = result => Each<string>(result, IsName, "--user takes a name of at most 256 characters.").FirstOrDefault(),
        DefaultValueFactory = _ => new EmulatorOptions().User,
        HelpName = "NAME",
    };

    private readonly Option<string[]> teams = new("--team")
    {
        Description = "A team to accept. Repeatable. Without it any team is accepted.",
        CustomParser = result => [.. Each<string>(result, IsName, "--team takes a name of at most 256 characters.")],
        HelpName = "NAME",
    };

    private readonly Option<string> fail = new("--fail")
    {
        Description = $"The faults of the create requests, in turn, such as ok,429,500-created*. {FaultPlan.Ok} is no fault; "
            + "* repeats the last one. The faults are listed below.",
        HelpName = "FAULT[,FAULT…][*]",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<int> latency = new("--latency")
    {
        Description = "Milliseconds that each create request takes longer.",
        HelpName = "MS",
    };

    private readonly Option<int> maxProjects = new("--max-projects")
    {
        Description = "The most projects there may be, as a self-hosted Studio has a limit (maxViews).",
        DefaultValueFactory = _ => new EmulatorOptions().MaxProjects,
        HelpName = "COUNT",
    };

    private readonly Option<bool> quiet = new("--quiet") { Description = "Print the URL and nothing else." };

    private readonly Option<FileInfo> readyFile = new("--ready-file")
    {
        Description = "A file that exists while the emulator answers, and holds its URL.",
        HelpName = "FILE",
    };

    public CommandLine()
    {
        CheckRange(port, 0, ushort.MaxValue, "--port takes a number from 0 to 65535.");
        CheckRange(latency, 0, ushort.MaxValue, "--latency takes milliseconds, from 0 to 65535.");
        CheckRange(maxProjects, 1, new EmulatorOptions().MaxProjects, "--max-projects takes a number from 1 to 10000.");
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
            maxProjects,
            quiet,
            readyFile,
        };
        foreach (var help in Command.Options.OfType<HelpOption>())
            help.Action = new HelpWithFaults();
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
        MaxProjects = arguments.GetValue(maxProjects),
        Latency = TimeSpan.FromMilliseconds(arguments.GetValue(latency)),
    };

    private static IPAddress Address(ArgumentResult result) =>
        Each<IPAddress>(result, IPAddress.TryParse, "--bind takes an IP address, like 0.0.0.0 or ::1.").FirstOrDefault(IPAddress.Loopback);

    private static bool IsName(string text, out string? name)
    {
        name = text;
        return Name.IsValid(text);
    }

    /// <summary>The error of the arguments, in one line; null: none. It repeats no value, because that could be a token.</summary>
    public static string? Error(ParseResult arguments) => arguments switch
    {
        { Action: not ParseErrorAction } => null,
        { UnmatchedTokens: [['-', ..] option, ..] } => $"There is no option {option.Split('=', ':')[0]}. {HelpHint}",
        { UnmatchedTokens.Count: > 0 } => $"There is an argument that belongs to no option. {HelpHint}",
        { Errors: [{ SymbolResult: OptionResult { Tokens.Count: 0 } option }, ..] } => $"{option.Option.Name} needs a value. {HelpHint}",
        _ => arguments.Errors[0].Message,
    };

    /// <summary>The valid values. The error repeats no value, because that could be a token.</summary>
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

    private static void CheckRange(Option<int> option, int least, int most, string error) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !IsInRange(token.Value, least, most))
            result.AddError(error);
    });

    private static bool IsInRange(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most;

    /// <summary>The options, wrapped, and a table of the faults.</summary>
    private sealed class HelpWithFaults : SynchronousCommandLineAction
    {
        private const int Width = 100;

        public override int Invoke(ParseResult parseResult)
        {
            new HelpAction { MaxWidth = Width }.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Faults:");
            foreach (var group in FaultList.Groups)
            {
                output.WriteLine($"  {group.Title}");
                foreach (var fault in group.Faults)
                    output.WriteLine($"    {fault.Name,-24}{fault.Summary}");
            }

            output.WriteLine();
            output.WriteLine("  delay-NAME              waits two seconds first");
            output.WriteLine("  NAME-created            creates the project first");
            output.WriteLine("  NAME:Retry-After=TEXT   sends that header with an error; a TEXT with a comma in double quotes");
            return 0;
        }
    }
}
