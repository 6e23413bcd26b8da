namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>A user's repository with a class library that references the packed StudioMsBuild.</summary>
internal static class UserRepository
{
    public const string Remote = "https://github.com/ada/iris-classifier.git";

    public static GitRepository Create(PackageFeed feed)
    {
        var repository = GitRepository.Create().Remote("origin", Remote);

        // Nothing above the repository has a say in its builds.
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            repository.Box.Write(file, "<Project />");
        repository.Box.Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
        return repository
            .Write("train.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="StudioMsBuild" Version="{feed.Version}" PrivateAssets="all" />
                  </ItemGroup>
                </Project>
                """)
            .Write(".gitignore", "bin/\nobj/\n")
            .Commit();
    }
}
