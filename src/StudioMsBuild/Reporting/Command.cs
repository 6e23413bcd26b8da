namespace StudioMsBuild.Reporting;

/// <summary>
/// A command for the user to paste into bash, PowerShell or cmd. A value that one of these shells, MSBuild or the program could
/// act on is not written into it: a placeholder in capitals replaces it, and the value is shown below the command.
/// </summary>
internal sealed class Command
{
    private readonly string program;
    private readonly IReadOnlyList<Argument> arguments;
    private readonly bool isRegistration;

    private Command(string program, IReadOnlyList<Argument> arguments, bool isRegistration) =>
        (this.program, this.arguments, this.isRegistration) = (program, arguments, isRegistration);

    /// <summary>
    /// dotnet build of this project, with the target RegisterStudioProject and the properties of this command line.
    /// </summary>
    public static Command Register { get; } = new("dotnet build", [], isRegistration: true);

    /// <summary>Another program's command, such as git init.</summary>
    public static Command Run(string program) => new(program, [], isRegistration: false);

    /// <summary>A further argument that is a value; null where only the user knows it.</summary>
    public Command With(string? value, string placeholder) => Add(new Argument("", "", value, placeholder));

    /// <summary>A further argument that is a file or a folder.</summary>
    public Command WithPath(string path, string placeholder) => With(Slashed(path), placeholder);

    /// <summary>A further argument -p:Name=value; null where only the user knows the value.</summary>
    public Command With(string property, string? value, string placeholder) =>
        Add(new Argument(property, $"-p:{property}=", value, placeholder));

    /// <summary>
    /// Whether a value can be pasted as it is: no shell, and neither MSBuild nor git, acts on any of its characters.
    /// </summary>
    public static bool IsPlain(string value) =>
        value.Length is > 0 and <= 2048
        && (char.IsAsciiLetterOrDigit(value[0]) || value[0] is '/' or '.' or '_')
        && value.All(static c => char.IsAsciiLetterOrDigit(c) || "-._:/@+".Contains(c));

    /// <summary>A path with / on Windows too, where programs take it in every shell; in bash a \ is no part of a name.</summary>
    public static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The command on a line of its own, and a line for each value that is not in it.</summary>
    public string Render(KnownTokens tokens, CommandContext context)
    {
        var all = isRegistration ? [.. context.Start, .. context.Repeated.Where(IsNotOurs), .. arguments] : arguments;
        var line = new StringBuilder($"\n    {program}");
        var notes = new StringBuilder();
        foreach (var argument in all)
        {
            var value = argument.Value is null ? null : tokens.Blank(argument.Value);
            var isPlain = value is not null && IsPlain(value);
            line.Append(' ').Append(argument.Name).Append(isPlain ? value : argument.Placeholder);
            if (!isPlain && value is not null)
                notes.Append(
                    CultureInfo.InvariantCulture,
                    $"\n    where {argument.Placeholder} is {InQuotes(Text.Quote(value, 2048))}");
        }

        return line.Append(notes).ToString();

        bool IsNotOurs(Argument repeated) =>
            !arguments.Any(own => own.Property.Equals(repeated.Property, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The command without the project's path.</summary>
    public override string ToString() => Render(new KnownTokens(), CommandContext.None);

    private static string InQuotes(string text) => text.StartsWith('"') ? text : $"\"{text}\"";

    private Command Add(Argument argument) => new(program, [.. arguments, argument], isRegistration);

    /// <param name="Property">The property's name; empty where the argument is none.</param>
    /// <param name="Name">The text before the value.</param>
    internal sealed record Argument(string Property, string Name, string? Value, string Placeholder);
}

/// <summary>
/// What a command has to repeat so that it does the same wherever it is pasted: the project's path and the properties of this
/// command line.
/// </summary>
internal sealed class CommandContext
{
    public static CommandContext None { get; } = new();

    public IReadOnlyList<Command.Argument> Start { get; private init; } = [Target];

    public IReadOnlyList<Command.Argument> Repeated { get; private init; } = [];

    private static Command.Argument Target => new("", "-t:", "RegisterStudioProject", "");

    // What makes it this registration: without a team it would be another project's.
    private static readonly (string Property, string Placeholder, bool IsPath)[] Identifying =
    [
        ("StudioUrl", "STUDIO", false),
        ("StudioRepoUrl", "REPOSITORY", false),
        ("StudioGitRemote", "REMOTE", false),
        ("StudioTeamName", "TEAM", false),
        ("StudioLockFile", "LOCK-FILE", true),
    ];

    /// <summary>Without the project's path, for a text that has not left the task.</summary>
    public static CommandContext For(Subject? subject) => new() { Repeated = Subdir(subject) };

    /// <param name="subject">The registrations that a text is about; null where there is only one.</param>
    public static CommandContext For(ProjectProperties properties, Subject? subject = null)
    {
        var repeated = Identifying.SelectMany(one => properties.GlobalProperties
            .Where(
                set => set.Key.Equals(one.Property, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(set.Value))
            .Select(set => new Command.Argument(
                one.Property,
                $"-p:{one.Property}=",
                one.IsPath ? Command.Slashed(set.Value) : set.Value,
                one.Placeholder)));
        return new()
        {
            Start = [new("", "", ProjectPath(properties.ProjectFile), "PROJECT"), Target],
            Repeated = [.. repeated, .. Subdir(subject)],
        };
    }

    /// <summary>The folder of a registration; a placeholder where the user has to choose one of several.</summary>
    private static Command.Argument[] Subdir(Subject? subject) =>
        subject is null ? [] : [new("StudioSubdir", "-p:StudioSubdir=", subject.Folder, "ITS-FOLDER")];

    /// <summary>A file-based app has a project file in name only.</summary>
    private static string ProjectPath(string file)
    {
        var source = Path.ChangeExtension(file, ".cs");
        return Command.Slashed(!File.Exists(file) && File.Exists(source) ? source : file);
    }
}
