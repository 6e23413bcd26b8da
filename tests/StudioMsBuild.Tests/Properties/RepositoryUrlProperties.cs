using CsCheck;
using StudioMsBuild.Git;

namespace StudioMsBuild.Tests.Properties;

public class RepositoryUrlProperties
{
    private static readonly string[] Special =
        ["https://", "http://", "ssh://", "git+ssh://", "git://", "file://", "git@", "github.com", "www.github.com", "ssh.github.com", "gitlab.com", "bitbucket.org", "github.com-work", "git.example.org", "owner", ".git", ":22", ":443", "ext::", $"{Texts.Secret}@"];

    private static readonly Gen<string> Host = Gen.OneOf(
        Gen.OneOf("github.com", "GitHub.com", "gitlab.com", "bitbucket.org", "git.example.org", "bücher.example", "10.1.2.3", "[2001:db8::1]"),
        Gen.String[Gen.Char['a', 'z'], 1, 8].Select(static label => $"{label}.example.org"));

    private static readonly Gen<string> Segment =
        Gen.Select(Gen.Char['A', 'z'].Where(char.IsAsciiLetter), Gen.String[Gen.Char["abcXYZ019-_."], 0, 10]).Select(static (first, rest) => $"{first}{rest}a");

    private static readonly Gen<string> Path = Gen.Select(Segment, Segment).Select(static (owner, repository) => $"{owner}/{repository}");

    private static readonly Gen<string> Good =
        Gen.Select(Gen.OneOf("https://{0}/{1}", "https://ada:pw@{0}/{1}.git", "ssh://git@{0}:22/{1}", "git@{0}:{1}.git", "http://{0}:8080/{1}/", "git://{0}/{1}"), Host, Path)
            .Select(static (form, host, path) => string.Format(null, form, host, path));

    [Fact]
    public void Any_text_gives_a_URL_that_can_be_sent_or_a_refusal() =>
        Property.Holds(Gen.OneOf(Texts.Any(Special), Texts.Mutated(Good, Special)), static text =>
        {
            _ = UrlParts.Split(text);
            var reported = new List<Diagnostic>();
            if (!RepositoryUrl.Parse(text, "a test", reported.Add).TryGetValue(out var url, out var failure))
            {
                failure.ShouldBeFitToShow("STUDIO2020");
                return;
            }

            foreach (var warning in reported)
                warning.ShouldBeFitToShow("STUDIO2021", "STUDIO2022", "STUDIO2023");
            Text.HasControl(url.Value).ShouldBeFalse();
            url.Value.ShouldAllBe(c => !char.IsWhiteSpace(c) && c != '\\' && c != '?' && c != '#');
            url.Value.ShouldNotStartWith("-");
        });

    [Fact]
    public void A_URL_as_it_is_sent_is_parsed_to_itself() =>
        Property.Holds(Gen.OneOf(Good, Texts.Mutated(Good, Special)), static text =>
        {
            if (!RepositoryUrl.Parse(text, "a test", static _ => { }).TryGetValue(out var url, out _))
                return;
            var again = RepositoryUrl.Parse(url.Value, "a test", static _ => { }).Value();
            (again.Value, again.Key).ShouldBe((url.Value, url.Key));
        });

    [Fact]
    public void A_password_is_neither_sent_nor_shown_nor_in_the_key()
    {
        var password = Gen.OneOf(Gen.Const(""), Texts.Mutated(Gen.Const("--"))).Select(static around => $"{around}{Texts.Secret}{around}");
        var form = Gen.OneOf("https://{0}@{1}/{2}", "https://ada:{0}@{1}/{2}", "http://{0}:x@{1}/{2}", "ssh://git:{0}@{1}/{2}", "git://ada:{0}@{1}/{2}", "git:{0}@{1}:{2}");
        Property.Holds(Gen.Select(form, password, Host, Path), static (parts) =>
        {
            var (form, password, host, path) = parts;
            var reported = new List<Diagnostic>();
            if (RepositoryUrl.Parse(string.Format(null, form, password, host, path), "a test", reported.Add).TryGetValue(out var url, out var failure))
            {
                url.Value.ShouldNotContain(Texts.Secret, Case.Insensitive);
                url.Key.ShouldNotContain(Texts.Secret, Case.Insensitive);
            }
            else
            {
                failure.ShouldBeFitToShow("STUDIO2020");
                // Where nothing in it misleads, the URL is sent without it.
                (password == Texts.Secret && form.StartsWith("ssh://", StringComparison.Ordinal)).ShouldBeFalse();
            }

            foreach (var warning in reported)
                warning.ShouldBeFitToShow("STUDIO2021", "STUDIO2022", "STUDIO2023");
        });
    }

    [Fact]
    public void All_spellings_of_one_repository_have_one_key()
    {
        var spelling = Gen.OneOf(
            "https://{0}/{1}", "https://{0}/{1}.git", "https://{0}/{1}/", "https://{0}/{1}.git/", "https://ada:pw@{0}/{1}", "https://{0}:443/{1}", "http://{0}/{1}",
            "ssh://git@{0}/{1}", "ssh://git@{0}:22/{1}.git", "ssh://{0}/{1}", "git@{0}:{1}", "git@{0}:{1}.git", "git@{0}:/{1}", "{0}:{1}/");
        Property.Holds(Gen.Select(spelling, spelling, Host, Path, Gen.Bool), static parts =>
        {
            var (one, other, host, path, isUpper) = parts;
            Key(one, host, isUpper ? path.ToUpperInvariant() : path).ShouldBe(Key(other, host.ToUpperInvariant(), path));
        });

        static string Key(string spelling, string host, string path) =>
            RepositoryUrl.Parse(string.Format(null, spelling, host, path), "a test", static _ => { }).Value().Key;
    }
}
