namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>A user's repository with a class library that references the packed StudioMsBuild.</summary>
internal static class UserRepository
{
    public const string Remote = "https://github.com/ada/iris-classifier.git";

    public static GitRepository Create(PackageFeed feed) =>
        GitRepository.Create()
            .Remote("origin", Remote)
            .BuildsAlone(feed.Folder)
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
