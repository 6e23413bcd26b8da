using System.Text;
using System.Text.Json;
using CsCheck;
using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Properties;

public class AnswerProperties
{
    private static readonly string[] Special =
        ["{", "}", "[", "]", "\"", "\":", ",", "null", "true", "1", "-1", "\"projects\"", "\"id\"", "\"id\": \"" + Texts.Secret + "\",", "\"name\"", "\"url\"", "\"detail\"", "\"msg\"", "\"loc\"", "\\u0000", "\\ud800", "\\u202e", "\\", "https://", "https://[", "@", Texts.Secret, "{\"projects\":[", "[[[[[[[[[[[["];

    private static readonly Gen<string> Good = Gen.OneOf(
        Gen.Select(Texts.Name, Texts.Name).Select(static (name, other) =>
            JsonSerializer.Serialize(new { projects = new object[] { new { id = "tsanhawn9y", url = "https://studio.iterative.ai/user/ada/projects/iris-tsanhawn9y", name }, new { id = 42, url = "http://[::1]:5/a", name = other + Texts.Secret } } })),
        Texts.Name.Select(static said => JsonSerializer.Serialize(new { detail = new object[] { new { loc = new[] { "body", "repo_url" }, msg = said + Texts.Secret }, "more" }, repo_url = new[] { said }, message = said })));

    // Some are no UTF-8, some have half a surrogate pair instead of a token.
    private static readonly Gen<byte[]> Body = Gen.Select(Gen.OneOf(Texts.Any(Special), Texts.Mutated(Good, Special)), Gen.Int[0, 3]).Select(static (text, kind) => kind switch
    {
        0 => Encoding.Latin1.GetBytes(text),
        1 => Encoding.UTF8.GetBytes(text.Replace(Texts.Secret, "\\ud800", StringComparison.Ordinal)),
        _ => Encoding.UTF8.GetBytes(text),
    });

    private static readonly TokenRedactor Token = new(Texts.Secret);

    [Fact]
    public void Any_answer_gives_projects_that_can_be_shown_and_recorded_or_a_reason() =>
        Property.Holds(Body, static body =>
        {
            var (projects, reason) = AnswerReader.Read(body, Token);
            if (projects is null)
            {
                reason!.ShouldBeFitToShow();
                return;
            }

            projects.All.ShouldNotBeEmpty();
            foreach (var project in projects.All)
            {
                SafeProject.ShouldBeSafe(project);
                $"{project}".ShouldNotContain(Texts.Secret, Case.Insensitive);
                _ = StudioAddress.Default.IsSameOriginAs(new Uri(project.Url));
            }

            var lockFile = LockFileContent.Empty();
            lockFile.Replace(Keys.Of(), projects);
            LockFileReader.Read(LockFileText.Path, lockFile.ToBytes()).Value().Find(Keys.Of())!.All.ShouldBe(projects.All);
        });

    [Fact]
    public void Any_error_gives_one_line_or_nothing() =>
        Property.Holds(Body, static body =>
        {
            var said = ErrorReader.Read(body, Token);
            said.ShouldBeFitToShow();
            SafeProject.CiCommand().IsMatch(said.TrimStart(':', ' ')).ShouldBeFalse(said);
        });

    [Fact]
    public void A_proper_answer_is_read_as_it_is() =>
        Property.Holds(Texts.Name.Array[1, 5], static names =>
        {
            var sent = names.Select(static (name, at) => new StudioProject($"id-{at}", name, $"https://studio.iterative.ai/user/ada/projects/a-{at}")).ToList();
            var body = JsonSerializer.SerializeToUtf8Bytes(new { projects = sent.Select(static project => new { id = project.Id, name = project.Name, url = project.Url, extra = 1 }), more = "x" });
            var (projects, _) = AnswerReader.Read(body, Token);
            projects!.All.Select(static project => (project.Id, project.Url)).ShouldBe(sent.Select(static project => (project.Id, project.Url)));
            projects.All.Select(static project => project.Name).ShouldBe(names.Select(static name => Text.Clean(name)));
        });
}
