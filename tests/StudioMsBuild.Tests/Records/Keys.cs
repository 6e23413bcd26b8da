using StudioMsBuild.Git;
using StudioMsBuild.Records;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Records;

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
        bool? isPublic = null) => RegistrationKey.Of(Registration(repository, studio, team, subdir, name, isPublic));

    public static Registration Registration(
        string repository = "https://github.com/owner/repository",
        string studio = Studio,
        string? team = null,
        string? subdir = null,
        string? name = null,
        bool? isPublic = null) =>
        new(StudioAddress.Parse(studio, "a test").Value(), RepositoryUrl.Parse(repository, "a test", static _ => { }).Value(), isPublic, team, subdir, name);
}
