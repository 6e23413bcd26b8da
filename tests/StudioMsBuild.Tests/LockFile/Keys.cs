using StudioMsBuild.Git;
using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>Keys of registrations, by what a user would write.</summary>
internal static class Keys
{
    public const string Studio = "https://studio.iterative.ai";

    public static RegistrationKey Of(
        string repository = "https://github.com/owner/repository",
        string studio = Studio,
        string? team = null,
        string? subdir = null,
        string? name = null,
        bool? isPublic = null) => RegistrationKey.From(Registration(repository, studio, team, subdir, name, isPublic));

    public static CreateProjectRequest Registration(
        string repository = "https://github.com/owner/repository",
        string studio = Studio,
        string? team = null,
        string? subdir = null,
        string? name = null,
        bool? isPublic = null) =>
        new(StudioAddress.Parse(studio, "a test").Value(), RepositoryUrl.Parse(repository, "a test", static _ => { }).Value(), isPublic, team, subdir, name);
}
