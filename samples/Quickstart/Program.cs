using System.Reflection;
using Quickstart;

const string version = "0.0.0-quickstart";
var root = Path.GetFullPath(typeof(Shell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!);

using var interruption = new Interruption();
var stop = interruption.Token;
try
{
    using var folder = new WorkFolder();
    var shell = new Shell(CleanEnvironment.For(folder), stop);

    Say("Registering samples/IrisClassifier with a Studio that runs on this machine: no account, no token, nothing is sent elsewhere.");

    Say("1. Pack StudioMsBuild");
    await shell.RunAsync(root, "dotnet", "pack", "src/StudioMsBuild", "--output", folder.Feed, "--artifacts-path", folder["artifacts"], $"-p:Version={version}");

    Say("2. Make a Git repository with a remote from samples/IrisClassifier");
    var repository = folder["iris-classifier"];
    SampleRepository.Copy(Path.Combine(root, "samples", "IrisClassifier"), repository);
    SampleRepository.AddFeed(repository, folder.Feed);
    Console.WriteLine($"$ cd {repository}");
    await shell.RunAsync(repository, "git", "init", "--quiet", "--initial-branch=main");
    await shell.RunAsync(repository, "git", "remote", "add", "origin", "https://github.com/example/iris-classifier.git");

    Say("3. Reference the package in IrisClassifier.csproj");
    Console.WriteLine($"+ {SampleRepository.Reference(Path.Combine(repository, "IrisClassifier.csproj"), version)}");
    await shell.RunAsync(repository, "git", "add", ".");
    await shell.RunAsync(repository, "git", "commit", "--quiet", "--message", "Classify irises");

    Say("4. Start a Studio on a free port: the dotnet tool studio-emulator, which was built with this program");
    shell.AddToPath(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
    await using var studio = await StudioEmulator.StartAsync(shell, folder, stop);

    Say("5. Register it there");
    shell.Export("DVC_STUDIO_URL", studio.Url);
    shell.Export("DVC_STUDIO_TOKEN", "any-token-will-do-here");
    await shell.RunAsync(repository, "dotnet", "build", "-t:RegisterStudioProject");

    var (name, page) = await studio.ProjectAsync(stop);
    Say($"The project's page: {page}");
    if (Console.IsOutputRedirected)
        await PageCheck.AnswersAsync(page, name, stop);
    else
        await interruption.WaitAsync("Open it in a browser. Ctrl+C ends the Studio and removes all that was made.");

    return 0;
}
catch (QuickstartException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return Interruption.ExitCode;
}

static void Say(string text) => Console.WriteLine($"{Environment.NewLine}{text}");
