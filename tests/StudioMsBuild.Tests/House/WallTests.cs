using Mono.Cecil;

namespace StudioMsBuild.Tests.House;

/// <summary>The walls of DESIGN section 6 and the rules of section 7, checked in the compiled engine.</summary>
public sealed class WallTests : IDisposable
{
    private static readonly string[] FileWriters =
    [
        "System.IO.File::Append", "System.IO.File::Copy", "System.IO.File::Create", "System.IO.File::Delete", "System.IO.File::Encrypt", "System.IO.File::Move",
        "System.IO.File::Open(", "System.IO.File::OpenHandle", "System.IO.File::OpenWrite", "System.IO.File::Replace", "System.IO.File::Set", "System.IO.File::Write",
        "System.IO.FileInfo::Append", "System.IO.FileInfo::CopyTo", "System.IO.FileInfo::Create", "System.IO.FileInfo::MoveTo", "System.IO.FileInfo::Open(",
        "System.IO.FileInfo::OpenWrite", "System.IO.FileInfo::Replace", "System.IO.FileSystemInfo::CreateAsSymbolicLink", "System.IO.FileSystemInfo::Delete", "System.IO.FileSystemInfo::set_",
        "System.IO.FileStream::.ctor", "System.IO.StreamWriter::.ctor", "System.IO.RandomAccess::Write",
        "System.IO.Directory::Create", "System.IO.Directory::Delete", "System.IO.Directory::Move", "System.IO.DirectoryInfo::Create", "System.IO.DirectoryInfo::Delete", "System.IO.DirectoryInfo::MoveTo",
        "System.IO.Path::GetTempFileName",
    ];

    private readonly EngineAssembly engine = new();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Only_the_task_and_its_log_know_MSBuild() =>
        engine.UsersOf(member => member is TypeReference type && ComesFrom(type, "Microsoft.Build"))
            .ShouldBe(["StudioMsBuild.CreateStudioProject", "StudioMsBuild.Reporting.MSBuildLog"]);

    [Fact]
    public void Only_the_settings_read_environment_variables() =>
        engine.NamespacesUsing(member => Is(member, "System.Environment::GetEnvironmentVariable", "System.Environment::ExpandEnvironmentVariables"))
            .ShouldBe(["StudioMsBuild.Settings"]);

    [Fact]
    public void Nothing_changes_the_environment() =>
        engine.UsersOf(member => Is(member, "System.Environment::SetEnvironmentVariable")).ShouldBeEmpty();

    [Fact]
    public void Only_Git_starts_a_process() =>
        engine.NamespacesUsing(member => member is TypeReference { FullName: "System.Diagnostics.Process" or "System.Diagnostics.ProcessStartInfo" })
            .ShouldBe(["StudioMsBuild.Git"]);

    [Fact]
    public void Only_the_Studio_client_opens_a_connection() =>
        engine.NamespacesUsing(member => member is TypeReference type
                && (type.Namespace is "System.Net.Http" or "System.Net.Security" or "System.Net.WebSockets" || type.FullName is "System.Net.Sockets.Socket" or "System.Net.Sockets.TcpClient" or "System.Net.Dns" or "System.Net.WebClient" or "System.Net.WebRequest"))
            .ShouldBe(["StudioMsBuild.Studio"]);

    [Fact]
    public void Only_the_lock_file_and_the_CI_outputs_are_written() =>
        engine.NamespacesUsing(member => Is(member, FileWriters)).ShouldBeSubsetOf(["StudioMsBuild.Ci", "StudioMsBuild.LockFile"], StringComparer.Ordinal);

    [Fact]
    public void Nothing_depends_on_the_current_directory() =>
        engine.UsersOf(member => Is(member, "System.IO.Directory::GetCurrentDirectory", "System.IO.Directory::SetCurrentDirectory", "System.Environment::get_CurrentDirectory", "System.IO.Path::GetFullPath(System.String)"))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_writes_to_the_console() =>
        engine.UsersOf(member => member is TypeReference { FullName: "System.Console" }).ShouldBeEmpty();

    [Fact]
    public void No_static_field_changes() =>
        engine.Types.SelectMany(WithNested).Where(type => !IsGenerated(type)).SelectMany(type => type.Fields)
            .Where(field => field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith("<>", StringComparison.Ordinal))
            .Select(field => field.FullName).ShouldBeEmpty();

    [Fact]
    public void Git_knows_neither_the_settings_nor_Studio() =>
        engine.Types.Where(type => type.Namespace == "StudioMsBuild.Git").Select(type => type.FullName)
            .Intersect(engine.UsersOf(member => member is TypeReference { Namespace: "StudioMsBuild.Settings" or "StudioMsBuild.Studio" }), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void The_settings_do_not_know_the_Studio_client() =>
        engine.NamespacesUsing(member => member is TypeReference { Namespace: "StudioMsBuild.Studio" }).ShouldNotContain("StudioMsBuild.Settings", StringComparer.Ordinal);

    [Fact]
    public void The_task_is_the_one_public_type() =>
        engine.Types.Where(type => type.IsPublic).Select(type => type.FullName).ShouldBe(["StudioMsBuild.CreateStudioProject"]);

    [Fact]
    public void Under_mt_the_task_stays_in_the_process_by_an_attribute_of_our_own()
    {
        var attribute = engine.Types.Single(type => type.FullName == "Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute");

        attribute.IsPublic.ShouldBeFalse();
        engine.Task.CustomAttributes.ShouldContain(custom => custom.AttributeType.FullName == attribute.FullName);
    }

    [Fact]
    public void The_assembly_needs_nothing_but_dotnet_and_MSBuild() =>
        engine.References.Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeSubsetOf(["Microsoft.Build.Framework", "Microsoft.Build.Utilities.Core", "Microsoft.Win32.Primitives"], StringComparer.Ordinal);

    private static bool ComesFrom(TypeReference type, string assembly) =>
        type.Scope is AssemblyNameReference reference && reference.Name.StartsWith(assembly, StringComparison.Ordinal);

    // By "Type::Member" as it begins, parameters included.
    private static bool Is(MemberReference member, params string[] starts) =>
        member is MethodReference method
        && starts.Any(start => $"{method.DeclaringType.FullName}::{method.Name}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName))})".StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static bool IsGenerated(TypeDefinition type) =>
        type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute") || type.FullName.Contains("<PrivateImplementationDetails>", StringComparison.Ordinal);
}
