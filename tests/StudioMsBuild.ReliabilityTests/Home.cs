using System.Runtime.CompilerServices;
using StudioMsBuild.ReliabilityTests;

[assembly: AssemblyFixture(typeof(Home))]

namespace StudioMsBuild.ReliabilityTests;

/// <summary>The home folder that the dotnet processes of a test run share.</summary>
public sealed class Home : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Home() => DotNet = new DotNetCli(folder.Path);

    public DotNetCli DotNet { get; }

    [ModuleInitializer]
    internal static void LocateEngine() => InProcessBuild.Locate();

    public void Dispose() => folder.Dispose();
}
