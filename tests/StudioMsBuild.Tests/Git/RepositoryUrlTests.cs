using StudioMsBuild.Git;

namespace StudioMsBuild.Tests.Git;

/// <summary>DESIGN section 3, "URL rules": each row is one URL and the form in which Studio gets it.</summary>
public class RepositoryUrlTests
{
    private const string Source = "the remote origin";

    [Theory]
    // The forms of the API page.
    [InlineData("git@github.com:amritghimire/example-dvc-experiments.git", "git@github.com:amritghimire/example-dvc-experiments.git")]
    [InlineData("https://github.com/nimdraugsael/example-dvc-experiments.git", "https://github.com/nimdraugsael/example-dvc-experiments.git")]
    [InlineData("https://gitlab.example.org/amritghimire/example.git", "https://gitlab.example.org/amritghimire/example.git")]
    [InlineData("ssh://git@gitlab.com/xxx/yyy/zzz/repo.git", "ssh://git@gitlab.com/xxx/yyy/zzz/repo.git")]
    // Outer white space and the host's root dot.
    [InlineData(" \thttps://github.com/owner/repository.git \r\n", "https://github.com/owner/repository.git")]
    [InlineData("https://github.com./owner/repository", "https://github.com/owner/repository")]
    [InlineData("git@github.com.:owner/repository", "git@github.com:owner/repository")]
    [InlineData("https://git.example.org./owner/repository", "https://git.example.org/owner/repository")]
    // Scheme and host have no case, the path has.
    [InlineData("HTTPS://GitHub.COM/Owner/Repository.git", "https://github.com/Owner/Repository.git")]
    [InlineData("git@GIT.Example.Org:Owner/Repository", "git@git.example.org:Owner/Repository")]
    // Other names of ssh.
    [InlineData("git+ssh://git@git.example.org/owner/repository", "ssh://git@git.example.org/owner/repository")]
    [InlineData("ssh+git://git@git.example.org/owner/repository", "ssh://git@git.example.org/owner/repository")]
    // Credentials.
    [InlineData("https://alice:SECRET@github.com/owner/repository.git", "https://github.com/owner/repository.git")]
    [InlineData("https://gitlab-ci-token:SECRET@gitlab.com/group/project.git", "https://gitlab.com/group/project.git")]
    [InlineData("https://SECRET@gitlab.example.org/group/project.git", "https://gitlab.example.org/group/project.git")]
    [InlineData("https://:SECRET@git.example.org/owner/repository", "https://git.example.org/owner/repository")]
    [InlineData("https://alice:SEC@RET@git.example.org/owner/repository", "https://git.example.org/owner/repository")]
    [InlineData("https://alice%40corp:SECRET%2F@git.example.org:8443/owner/repository", "https://git.example.org:8443/owner/repository")]
    [InlineData("ssh://alice:SECRET@git.example.org/owner/repository", "ssh://alice@git.example.org/owner/repository")]
    [InlineData("ssh://alice:SECRET@github.com/owner/repository", "ssh://git@github.com/owner/repository")]
    // Known hosts: the ssh user.
    [InlineData("ssh://github.com/owner/repository", "ssh://git@github.com/owner/repository")]
    [InlineData("github.com:owner/repository.git", "git@github.com:owner/repository.git")]
    [InlineData("alice@bitbucket.org:owner/repository.git", "git@bitbucket.org:owner/repository.git")]
    [InlineData("ssh://org-123@gitlab.com/group/project", "ssh://git@gitlab.com/group/project")]
    // Known hosts: ssh on port 443, and www.
    [InlineData("ssh://git@ssh.github.com:443/owner/repository.git", "ssh://git@github.com/owner/repository.git")]
    [InlineData("ssh://git@altssh.gitlab.com:443/group/project.git", "ssh://git@gitlab.com/group/project.git")]
    [InlineData("ssh://git@altssh.bitbucket.org:443/owner/repository.git", "ssh://git@bitbucket.org/owner/repository.git")]
    [InlineData("ssh://git@ssh.github.com:22/owner/repository.git", "ssh://git@github.com/owner/repository.git")]
    [InlineData("ssh://git@www.github.com:22/owner/repository.git", "ssh://git@github.com/owner/repository.git")]
    [InlineData("git@ssh.github.com:owner/repository.git", "git@github.com:owner/repository.git")]
    [InlineData("https://www.github.com/owner/repository", "https://github.com/owner/repository")]
    [InlineData("https://www.gitlab.com/group/project", "https://gitlab.com/group/project")]
    [InlineData("https://www.bitbucket.org/owner/repository", "https://bitbucket.org/owner/repository")]
    // Known hosts: default port and trailing slash; a missing .git stays missing.
    [InlineData("https://github.com:443/owner/repository/", "https://github.com/owner/repository")]
    [InlineData("ssh://git@github.com:22/owner/repository.git/", "ssh://git@github.com/owner/repository.git")]
    [InlineData("git@github.com:owner/repository/", "git@github.com:owner/repository")]
    [InlineData("git@github.com:/owner/repository", "git@github.com:owner/repository")]
    [InlineData("https://github.com:8443/owner/repository", "https://github.com:8443/owner/repository")]
    // Known hosts: GitLab has groups in groups.
    [InlineData("https://gitlab.com/a/b/c/d.git", "https://gitlab.com/a/b/c/d.git")]
    // bitbucket.org's pipelines set http, so it becomes https silently.
    [InlineData("http://bitbucket.org/owner/repository", "https://bitbucket.org/owner/repository")]
    [InlineData("http://bitbucket.org:80/owner/repository", "https://bitbucket.org/owner/repository")]
    [InlineData("git://bitbucket.org/owner/repository", "https://bitbucket.org/owner/repository")]
    // Other hosts stay as they are.
    [InlineData("https://git.example.org:443/owner/repository/", "https://git.example.org:443/owner/repository/")]
    [InlineData("https://git.example.org:8443/prefix/a/b/c", "https://git.example.org:8443/prefix/a/b/c")]
    [InlineData("ssh://git@git.example.org:2222/owner/repository.git", "ssh://git@git.example.org:2222/owner/repository.git")]
    [InlineData("ssh://git@git.example.org/~alice/repository", "ssh://git@git.example.org/~alice/repository")]
    [InlineData("git.example.org:repository", "git.example.org:repository")]
    [InlineData("alice@git.example.org:/srv/git/repository", "alice@git.example.org:/srv/git/repository")]
    [InlineData("git@git.example.org:22/owner/repository", "git@git.example.org:22/owner/repository")]
    [InlineData("https://gitlab/group/project", "https://gitlab/group/project")]
    [InlineData("https://10.1.2.3/owner/repository", "https://10.1.2.3/owner/repository")]
    [InlineData("https://git_server.example.org/owner/repository", "https://git_server.example.org/owner/repository")]
    [InlineData("https://evilcodeberg.org/owner/repository", "https://evilcodeberg.org/owner/repository")]
    [InlineData("https://github.com.example.org/owner/repository", "https://github.com.example.org/owner/repository")]
    // Plain http on loopback.
    [InlineData("http://localhost:3000/owner/repository", "http://localhost:3000/owner/repository")]
    [InlineData("http://127.0.0.1/owner/repository", "http://127.0.0.1/owner/repository")]
    [InlineData("http://[::1]:3000/owner/repository", "http://[::1]:3000/owner/repository")]
    // An @ or a blank as Git takes it, and a port that is left out behind its colon.
    [InlineData("https://org@dev.example.org/org/My%20Project/_git/churn", "https://dev.example.org/org/My%20Project/_git/churn")]
    [InlineData("https://git.example.org/owner/my%C2%A0repository", "https://git.example.org/owner/my%C2%A0repository")]
    [InlineData("https://git.example.org/owner%5Crepository", "https://git.example.org/owner%5Crepository")]
    [InlineData("https://git.example.org/a%26b%3Fc/r%23", "https://git.example.org/a%26b%3Fc/r%23")]
    [InlineData("ssh://jane@corp@git.example.org:29418/p", "ssh://jane@corp@git.example.org:29418/p")]
    [InlineData("ssh://jane@corp.example:SECRET@git.example.org/p", "ssh://jane@corp.example@git.example.org/p")]
    [InlineData("jane@corp@git.example.org:p/r", "jane@corp@git.example.org:p/r")]
    [InlineData("ssh://jane%40corp@git.example.org/p", "ssh://jane%40corp@git.example.org/p")]
    [InlineData("https://git.example.org/@scope/r.git", "https://git.example.org/@scope/r.git")]
    [InlineData("https://git.example.org/team@corp/r@2.git", "https://git.example.org/team@corp/r@2.git")]
    [InlineData("git@git.example.org:@scope/r.git", "git@git.example.org:@scope/r.git")]
    [InlineData("https://github.com:/owner/repository.git", "https://github.com/owner/repository.git")]
    [InlineData("https://git.example.org:/owner/repository", "https://git.example.org/owner/repository")]
    [InlineData("ssh://git@git.example.org:/owner/repository", "ssh://git@git.example.org/owner/repository")]
    // A server of one's own under a name that only resembles a known one.
    [InlineData("git@mygithub.com:owner/repository", "git@mygithub.com:owner/repository")]
    [InlineData("git@github.example.org:owner/repository", "git@github.example.org:owner/repository")]
    // IPv6.
    [InlineData("https://[2001:db8::1]/owner/repository", "https://[2001:db8::1]/owner/repository")]
    [InlineData("https://[2001:DB8::1]:8443/owner/repository", "https://[2001:db8::1]:8443/owner/repository")]
    [InlineData("ssh://git@[2001:db8::1]:2222/owner/repository", "ssh://git@[2001:db8::1]:2222/owner/repository")]
    [InlineData("git@[2001:db8::1]:owner/repository", "git@[2001:db8::1]:owner/repository")]
    // Hosts of other scripts are sent as A-labels, so that a look-alike shows.
    [InlineData("https://bücher.example/owner/repository", "https://xn--bcher-kva.example/owner/repository")]
    [InlineData("git@bücher.example:owner/repository", "git@xn--bcher-kva.example:owner/repository")]
    [InlineData("https://BÜCHER.example/owner/repository", "https://xn--bcher-kva.example/owner/repository")]
    [InlineData("https://g\u0456thub.com/owner/repository", "https://xn--gthub-n2e.com/owner/repository")]
    // Escapes and other scripts in the path stay as written.
    [InlineData("https://git.example.org/own%C3%A9r/r%25200", "https://git.example.org/own%C3%A9r/r%25200")]
    [InlineData("https://git.example.org/besitzer/zähler.git", "https://git.example.org/besitzer/zähler.git")]
    [InlineData("https://git.example.org/owner/..repository", "https://git.example.org/owner/..repository")]
    public void It_is_sent_without_a_warning_as(string url, string sent)
    {
        var reported = new List<Diagnostic>();

        RepositoryUrl.Parse(url, Source, reported.Add).Value().Value.ShouldBe(sent);

        reported.ShouldBeEmpty();
    }

    [Theory]
    // Known hosts serve https only.
    [InlineData("http://github.com/owner/repository", "https://github.com/owner/repository", "STUDIO2021", "github.com")]
    [InlineData("http://github.com:80/owner/repository", "https://github.com/owner/repository", "STUDIO2021", "github.com")]
    [InlineData("git://github.com/owner/repository.git", "https://github.com/owner/repository.git", "STUDIO2021", "github.com")]
    [InlineData("git://github.com:9418/owner/repository.git", "https://github.com/owner/repository.git", "STUDIO2021", "github.com")]
    [InlineData("git://gitlab.com:443/group/project", "https://gitlab.com/group/project", "STUDIO2021", "gitlab.com")]
    [InlineData("http://github.com:443/owner/repository", "https://github.com/owner/repository", "STUDIO2021", "github.com")]
    [InlineData("http://gitlab.com/group/project", "https://gitlab.com/group/project", "STUDIO2021", "gitlab.com")]
    // Elsewhere http may be all that there is.
    [InlineData("http://git.example.org/owner/repository", "http://git.example.org/owner/repository", "STUDIO2022", "git.example.org")]
    [InlineData("http://alice:SECRET@git.example.org/owner/repository", "http://git.example.org/owner/repository", "STUDIO2022", "git.example.org")]
    [InlineData("http://localhost.example.org/owner/repository", "http://localhost.example.org/owner/repository", "STUDIO2022", "localhost.example.org")]
    // Hosts that Studio does not document.
    [InlineData("https://dev.azure.com/organization/project/_git/repository", "https://dev.azure.com/organization/project/_git/repository", "STUDIO2023", "dev.azure.com")]
    [InlineData("https://SECRET@dev.azure.com/organization/_git/repository", "https://dev.azure.com/organization/_git/repository", "STUDIO2023", "dev.azure.com")]
    [InlineData("git@ssh.dev.azure.com:v3/organization/project/repository", "git@ssh.dev.azure.com:v3/organization/project/repository", "STUDIO2023", "ssh.dev.azure.com")]
    [InlineData("https://organization.visualstudio.com/project/_git/repository", "https://organization.visualstudio.com/project/_git/repository", "STUDIO2023", "organization.visualstudio.com")]
    [InlineData("https://git-codecommit.us-east-1.amazonaws.com/v1/repos/r", "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/r", "STUDIO2023", "git-codecommit.us-east-1.amazonaws.com")]
    [InlineData("ssh://APKA@git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/r", "ssh://APKA@git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/r", "STUDIO2023", "git-codecommit.cn-north-1.amazonaws.com.cn")]
    [InlineData("https://codeberg.org/owner/repository", "https://codeberg.org/owner/repository", "STUDIO2023", "codeberg.org")]
    [InlineData("https://git.sr.ht/~owner/repository", "https://git.sr.ht/~owner/repository", "STUDIO2023", "git.sr.ht")]
    [InlineData("https://huggingface.co/owner/model", "https://huggingface.co/owner/model", "STUDIO2023", "huggingface.co")]
    [InlineData("git@hf.co:owner/model", "git@hf.co:owner/model", "STUDIO2023", "hf.co")]
    [InlineData("https://gist.github.com/0123456789abcdef.git", "https://gist.github.com/0123456789abcdef.git", "STUDIO2023", "gist.github.com")]
    [InlineData("git@gist.github.com:0123456789abcdef.git", "git@gist.github.com:0123456789abcdef.git", "STUDIO2023", "gist.github.com")]
    [InlineData("https://github.com/owner/repository.wiki.git", "https://github.com/owner/repository.wiki.git", "STUDIO2023", "wiki")]
    [InlineData("git@gitlab.com:group/project.wiki.git", "git@gitlab.com:group/project.wiki.git", "STUDIO2023", "wiki")]
    public void It_is_sent_with_one_warning_as(string url, string sent, string code, string named)
    {
        var reported = new List<Diagnostic>();

        RepositoryUrl.Parse(url, Source, reported.Add).Value().Value.ShouldBe(sent);

        var warning = reported.ShouldHaveSingleItem();
        warning.Severity.ShouldBe(Severity.Warning);
        warning.Code.ShouldBe(code);
        warning.Text.ShouldContain(Source);
        warning.Text.ShouldContain(named);
        warning.Text.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \t", "empty")]
    // White space within; percent-encoded it is fine.
    [InlineData("https://github.com/owner/my repository", "blank")]
    [InlineData("https://git.example.org/owner/my\u00A0repository", "blank")]
    // Control and format characters, as they are and percent-encoded.
    [InlineData("https://git.example.org/owner/repo\tsitory", "control")]
    [InlineData("https://git.example.org/owner/repo\nsitory", "control")]
    [InlineData("https://git.example.org/owner/repo\u001B[31msitory", "control")]
    [InlineData("https://git.example.org/owner/repo\u0085sitory", "control")]
    [InlineData("https://git.example.org/owner/repo\u2028sitory", "control")]
    [InlineData("https://git.example.org/owner/\u202Etig.yrotisoper", "control")]
    [InlineData("https://git.example.org/owner/\u2066repository", "control")]
    [InlineData("https://git.example.org/owner/\u200Frepository", "control")]
    [InlineData("https://git.example.org/owner/repo%0Asitory", "control")]
    [InlineData("https://git.example.org/owner/repo%00sitory", "control")]
    [InlineData("https://git.example.org/owner/repo%7fsitory", "control")]
    [InlineData("https://git.example.org/owner/repo%C2%9Bsitory", "control")]
    [InlineData("https://git.example.org/owner/%E2%80%AEyrotisoper", "control")]
    [InlineData("git@git.example.org:owner/repo%0Dsitory", "control")]
    // Escapes that are none.
    [InlineData("https://git.example.org/owner/100%", "hexadecimal")]
    [InlineData("https://git.example.org/owner/repo%2", "hexadecimal")]
    [InlineData("https://git.example.org/owner/repo%zzsitory", "hexadecimal")]
    [InlineData("https://git.example.org/owner/repo%FFsitory", "hexadecimal")]
    [InlineData("https://git.example.org/owner/%C0%AE%C0%AE/repository", "hexadecimal")]
    // Backslashes.
    [InlineData(@"https://github.com\owner\repository", "backslash")]
    [InlineData(@"https://git.example.org\@evil.example/owner/repository", "backslash")]
    // What git or ssh would take for an option.
    [InlineData("-oProxyCommand=touch:x", "starts with a -")]
    [InlineData("--upload-pack=touch", "starts with a -")]
    [InlineData("ssh://-oProxyCommand=touch/owner/repository", "host name")]
    [InlineData("git@-host.example.org:owner/repository", "host name")]
    [InlineData("ssh://-oProxyCommand@git.example.org/owner/repository", "user name")]
    // Remote helpers.
    [InlineData("ext::sh", "remote helper")]
    [InlineData("hg::https://git.example.org/owner/repository", "remote helper")]
    [InlineData("codecommit::us-east-1://repository", "remote helper")]
    [InlineData("bücher.example::owner/repository", "remote helper")]
    // Paths of this machine.
    [InlineData("/srv/git/repository.git", "path on this machine")]
    [InlineData(@"\\server\share\repository.git", "path on this machine")]
    [InlineData(@"\\server\share\my repository.git", "path on this machine")]
    [InlineData(@"..\repository.git", "path on this machine")]
    [InlineData(@".\repository", "path on this machine")]
    [InlineData(@"C:\repositories\repository.git", "path on a drive")]
    [InlineData("//server/share/repository", "path on this machine")]
    [InlineData("../repository", "path on this machine")]
    [InlineData("./owner:repository", "path on this machine")]
    [InlineData("repository", "path on this machine")]
    [InlineData("~/repository", "path on this machine")]
    [InlineData(".", "path on this machine")]
    [InlineData("file:///srv/git/repository.git", "path on this machine")]
    [InlineData("FILE://server/share/repository", "path on this machine")]
    [InlineData("C:/repositories/repository", "drive")]
    [InlineData("c:repository", "drive")]
    // Other schemes.
    [InlineData("ftp://git.example.org/owner/repository", "neither https nor ssh")]
    [InlineData("s3://bucket/repository", "neither https nor ssh")]
    [InlineData("git+https://github.com/owner/repository", "neither https nor ssh")]
    [InlineData("git://git.example.org/owner/repository", "neither https nor ssh")]
    [InlineData("javascript://github.com/owner/repository", "neither https nor ssh")]
    [InlineData("git@git.example.org://owner/repository", "neither https nor ssh")]
    [InlineData("bücher.example://owner/repository", "neither https nor ssh")]
    [InlineData("git.example.org:owner/https://SECRET", "neither https nor ssh")]
    [InlineData("://owner/repository", "neither https nor ssh")]
    // Queries and fragments.
    [InlineData("https://github.com/owner/repository?tab=readme", "query")]
    [InlineData("https://github.com/owner/repository#readme", "query")]
    [InlineData("https://git.example.org/owner/repository?private_token=SECRET", "query")]
    [InlineData("git@git.example.org:owner/repository#main", "query")]
    // Dot segments.
    [InlineData("https://git.example.org/owner/../repository", "in its path")]
    [InlineData("https://git.example.org/./repository", "in its path")]
    [InlineData("https://git.example.org/owner/%2e%2E/repository", "in its path")]
    [InlineData("https://git.example.org/owner/%2E", "in its path")]
    [InlineData("https://git.example.org/owner%2f..%2frepository", "in its path")]
    [InlineData("git@git.example.org:../repository", "in its path")]
    // Ports.
    [InlineData("https://git.example.org:0/owner/repository", "port")]
    [InlineData("https://git.example.org:65536/owner/repository", "port")]
    [InlineData("https://git.example.org:99999999999/owner/repository", "port")]
    [InlineData("https://git.example.org:-1/owner/repository", "port")]
    [InlineData("https://git.example.org:+443/owner/repository", "port")]
    [InlineData("https://git.example.org:\u0664\u0664\u0663/owner/repository", "port")]
    [InlineData("ssh://git@github.com:owner/repository", "port")]
    // Hosts that are none.
    [InlineData("https:///owner/repository", "host name")]
    [InlineData("https://git..example.org/owner/repository", "host name")]
    [InlineData("https://git%68ub.com/owner/repository", "host name")]
    [InlineData("https://git.example.org,github.com/owner/repository", "host name")]
    [InlineData("https://[2001:db8::1/owner/repository", "host name")]
    [InlineData("https://[fe80::1%25eth0]/owner/repository", "host name")]
    [InlineData("https://[10.1.2.3]/owner/repository", "host name")]
    [InlineData("https://[nonsense]/owner/repository", "host name")]
    // Aliases of one machine's ssh configuration.
    [InlineData("git@work:owner/repository", "ssh configuration")]
    [InlineData("work:owner/repository", "ssh configuration")]
    [InlineData("ssh://git@work/owner/repository", "ssh configuration")]
    [InlineData("git@localhost:owner/repository", "ssh configuration")]
    [InlineData("git@github.com-work:owner/repository", "ssh configuration")]
    [InlineData("ssh://git@gitlab.com-private/group/project", "ssh configuration")]
    [InlineData("git@bitbucket.org-client:owner/repository", "ssh configuration")]
    [InlineData("git@work.github.com:owner/repository", "ssh configuration")]
    [InlineData("git@beer.github.com-x:owner/repository", "ssh configuration")]
    [InlineData("git@github.com.work:owner/repository", "ssh configuration")]
    [InlineData("ssh://git@private.gitlab.com/group/project", "ssh configuration")]
    [InlineData("ssh://git@me.bitbucket.org-2:22/owner/repository", "ssh configuration")]
    // No repository named.
    [InlineData("https://git.example.org", "no repository")]
    [InlineData("https://git.example.org//", "no repository")]
    [InlineData("git@git.example.org:", "no repository")]
    // Known hosts: a home folder, and what is not owner/repository.
    [InlineData("https://github.com/~alice/repository", "home folder")]
    [InlineData("ssh://git@gitlab.com/~/project", "home folder")]
    [InlineData("git@bitbucket.org:~alice/repository", "home folder")]
    [InlineData("https://github.com/owner", "owner/repository")]
    [InlineData("https://github.com/owner/.git", "owner/repository")]
    [InlineData("https://github.com/owner//repository", "owner/repository")]
    [InlineData("https://github.com/owner/repository/tree/main", "owner/repository")]
    [InlineData("https://bitbucket.org/owner/repository/src", "owner/repository")]
    [InlineData("https://gitlab.com/group", "owner/repository")]
    [InlineData("https://gitlab.com/group/project/-/tree/main", "owner/repository")]
    [InlineData("git@github.com:22/owner/repository", "owner/repository")]
    // A secret that the rule for user info does not reach.
    [InlineData("https://alice:SECRET/SECRET@git.example.org/owner/repository", "port")]
    [InlineData("https://SECRET/SECRET@git.example.org/owner/repository", "@")]
    [InlineData("https://SECRET/SEC/RET@git.example.org/owner/repository", "@")]
    // Git's host ends at a # or ?, so what follows the @ is not the host.
    [InlineData("https://a#b@git.example.org/owner/repository.git", "query")]
    [InlineData("https://a?b@git.example.org/owner/repository.git", "query")]
    [InlineData("ssh://a#b@git.example.org/owner/repository.git", "query")]
    [InlineData("https://alice:SECRET#1@github.com/owner/repository", "query")]
    // An @ without a user.
    [InlineData("@git.example.org:owner/repository", "no user name")]
    [InlineData("ssh://@git.example.org/owner/repository", "no user name")]
    [InlineData("ssh://:SECRET@git.example.org/owner/repository", "no user name")]
    [InlineData("ssh://al%0Aice@git.example.org/owner/repository", "user name")]
    [InlineData("ssh://al$ice@git.example.org/owner/repository", "user name")]
    [InlineData("alice:SECRET@git.example.org:owner/repository", "ssh configuration")]
    public void It_is_refused_without_an_echo_because_it(string url, string reason)
    {
        var reported = new List<Diagnostic>();

        var refusal = RepositoryUrl.Parse(url, Source, reported.Add).Failure();

        refusal.Diagnostic.Severity.ShouldBe(Severity.Error);
        refusal.Code.ShouldBe("STUDIO2020");
        refusal.Text.ShouldStartWith($"The repository's URL from {Source} ");
        refusal.Text.ShouldContain(reason);
        refusal.Text.ShouldNotContain("SECRET");
        reported.ShouldBeEmpty();
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        RepositoryUrl.Parse("https://git.example.org/owner/" + '\uD83D', Source, Ignore).Failure().Code.ShouldBe("STUDIO2020");

    [Fact]
    public void The_longest_URL_has_2048_characters()
    {
        const string start = "https://git.example.org/";

        var longest = start + new string('r', 2048 - start.Length);

        RepositoryUrl.Parse(longest, Source, Ignore).Value().Value.ShouldBe(longest);
        RepositoryUrl.Parse(longest + "r", Source, Ignore).Failure().Text.ShouldContain("2048");
    }

    [Theory]
    [InlineData("github:owner/repository", "https://github.com/owner/repository")]
    [InlineData("gitlab:group/sub/repository", "https://gitlab.com/group/sub/repository")]
    [InlineData("bitbucket:owner/repository", "https://bitbucket.org/owner/repository")]
    [InlineData("git@github.com:owner/repository", "git@github.com:owner/repository")]
    public void A_setting_may_be_in_DVCs_old_short_form(string setting, string sent) =>
        RepositoryUrl.ParseSetting(setting, Source, Ignore).Value().Value.ShouldBe(sent);

    [Fact]
    public void DVCs_short_form_of_a_GitLab_server_of_ones_own_is_refused_as_it_names_no_server() =>
        RepositoryUrl.ParseSetting("custom-gitlab:group/repository", Source, Ignore).Failure().Text.ShouldContain("doesn't name the server");

    [Fact]
    public void A_remote_in_that_form_is_an_ssh_alias_as_Git_takes_it() =>
        RepositoryUrl.Parse("github:owner/repository", Source, Ignore).Failure().Text.ShouldContain("ssh configuration");

    [Theory]
    [InlineData("https://git.example.org/scm/proj/r.git", "ssh://git@git.example.org:7999/proj/r.git")]
    [InlineData("https://git.example.org/scm/~jane/r.git", "ssh://git@git.example.org:7999/~jane/r.git")]
    [InlineData("https://git.example.org/bitbucket/scm/PROJ/r", "ssh://git@git.example.org:7999/proj/r.git")]
    [InlineData("https://git.example.org/a/team/models/churn", "ssh://jane@git.example.org:29418/team/models/churn")]
    [InlineData("https://git.example.org/a/churn", "ssh://jane@git.example.org:29418/churn")]
    [InlineData("https://git.example.org/scm/group/r", "git@git.example.org:scm/group/r.git")]
    public void A_prefix_of_one_protocol_makes_no_other_repository(string https, string ssh) =>
        RepositoryUrl.Parse(https, Source, Ignore).Value().Key.ShouldBe(RepositoryUrl.Parse(ssh, Source, Ignore).Value().Key);

    [Theory]
    [InlineData("https://github.com/a/r", "https://github.com/b/r")]
    [InlineData("https://github.com/scm/r", "https://github.com/other/r")]
    [InlineData("https://gitlab.com/scm/a/r", "https://gitlab.com/a/r")]
    [InlineData("https://git.example.org/scm/r", "https://git.example.org/r")]
    [InlineData("https://git.example.org/group/a/r", "https://git.example.org/group/r")]
    public void Other_paths_are_other_repositories(string one, string other) =>
        RepositoryUrl.Parse(one, Source, Ignore).Value().Key.ShouldNotBe(RepositoryUrl.Parse(other, Source, Ignore).Value().Key);

    private static void Ignore(Diagnostic diagnostic)
    {
    }
}
