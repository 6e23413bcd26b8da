namespace StudioMsBuild.WindowsTests;

/// <summary>What a user does with the target.</summary>
public sealed class RegistrationTests(WindowsMachine windows)
{
    [Fact]
    public async Task A_project_is_created_once_and_then_recorded()
    {
        await using var site = await WindowsSite.StartAsync(windows);

        var created = (await site.RegisterAsync()).ShouldSucceed("created");
        var recorded = (await site.Set("DVC_STUDIO_TOKEN", null).RegisterAsync()).ShouldSucceed("recorded");

        created.Url.ShouldBe(site.Studio.Url + site.Projects.ShouldHaveSingleItem().Path);
        recorded.Url.ShouldBe(created.Url);
        site.Entries.ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(site.LockFile, TestContext.Current.CancellationToken)).ShouldNotContain("\r");
    }

    [Fact]
    public async Task A_CSharp_project_restores_the_package_and_registers_at_the_end_of_its_build()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.Repository.BuildsAlone(@"C:\feed");
        site.Repository.Write("iris.cs", """System.Console.WriteLine("iris");""").Write("iris.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
                <StudioRegisterOnBuild>true</StudioRegisterOnBuild>
                <!-- The packages that the SDK would look for are on no feed here. -->
                <AllowMissingPrunePackageData>true</AllowMissingPrunePackageData>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                <NuGetAudit>false</NuGetAudit>
                <UseSharedCompilation>false</UseSharedCompilation>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="StudioMsBuild" Version="{windows.PackageVersion}" />
              </ItemGroup>
            </Project>
            """);

        var build = await site.Run(@"C:\dotnet\dotnet.exe", "build", "iris.csproj", "-tl:off", "-v:m").EndAsync();

        build.ShouldSucceed("created");
        site.Projects.ShouldHaveSingleItem();
        File.Exists(site.Repository["bin/Debug/net10.0/iris.dll"]).ShouldBeTrue();
    }

    [Fact]
    public async Task The_build_hook_registers_and_does_not_fail_the_build_where_Studio_refuses()
    {
        await using var site = await WindowsSite.StartAsync(windows, "401");

        (await site.Build("studio.proj", "-t:Build", "-p:StudioRegisterOnBuild=true").EndAsync()).ShouldSucceed().Codes.ShouldBe(["STUDIO3009"]);
        (await site.Build("studio.proj", "-t:Build", "-p:StudioRegisterOnBuild=true").EndAsync()).ShouldSucceed("created");

        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_and_writes_nothing()
    {
        await using var site = await WindowsSite.StartAsync(windows);

        (await site.RegisterAsync("-p:StudioDryRun=true")).ShouldSucceed().ShouldSay("\"repo_url\"").ShouldSay(WindowsSite.RepositoryUrl);

        site.Studio.Requests.ShouldBe(0);
        (File.Exists(site.LockFile), Directory.Exists(site.State)).ShouldBe((false, false));
    }

    [Fact]
    public async Task Force_creates_another_project()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var first = (await site.RegisterAsync()).ShouldSucceed("created").Url!;

        var forced = (await site.RegisterAsync("-p:StudioForce=true")).ShouldSucceed("created");

        forced.ShouldSay(first);
        site.Projects.Count.ShouldBe(2);
        site.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Adopting_records_a_project_without_a_request()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var url = $"{site.Studio.Url}/user/ada/projects/iris-tsanhawn9y";

        (await site.RegisterAsync($"-p:StudioAdopt={url}")).ShouldSucceed("adopted").Url.ShouldBe(url);
        (await site.RegisterAsync()).ShouldSucceed("recorded").Url.ShouldBe(url);

        site.Studio.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Locked_mode_only_reads()
    {
        await using var site = await WindowsSite.StartAsync(windows);

        (await site.RegisterAsync("-p:StudioLockedMode=true")).ShouldFailWith("STUDIO4009");
        (site.Studio.Requests, Directory.Exists(site.State)).ShouldBe((0, false));
        (await site.RegisterAsync()).ShouldSucceed("created");
        (await site.RegisterAsync("-p:StudioLockedMode=true")).ShouldSucceed("recorded");
    }

    [Fact]
    public async Task A_near_misss_command_can_be_pasted_into_cmd()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var url = (await site.RegisterAsync()).ShouldSucceed("created").Url!;
        site.Repository.Git("remote", "set-url", "origin", "https://github.com/grace/iris.git");

        var question = (await site.RegisterAsync()).ShouldFailWith("STUDIO4006");
        var command = question.Commands.First(command => command.Contains("-p:StudioAdopt=", StringComparison.Ordinal));
        command.ShouldContain($"{site.Path("studio.proj").Replace('\\', '/')} -t:RegisterStudioProject");
        var pasted = await site.CmdAsync($"cd /d {site.Path()}", @"set PATH=C:\dotnet;%PATH%", $"{command} --no-restore -tl:off -v:m");

        pasted.ShouldSucceed().Url.ShouldBe(url);
        site.Projects.ShouldHaveSingleItem();
    }
}
