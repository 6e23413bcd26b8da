using Microsoft.AspNetCore.Http;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>DESIGN section 4, "Redirects": followed with the token within one Studio only, once, as POST with its body.</summary>
public class RedirectTests
{
    private const string Api = "/api/create-project";

    [Theory]
    [InlineData(307, "/studio/api/create-project")]
    [InlineData(308, "/studio/api/create-project")]
    [InlineData(308, "/api/create-project?version=2")]
    [InlineData(301, "/api/create-project/")]
    [InlineData(302, "/api/create-project/")]
    public async Task Within_the_origin_it_is_followed_as_the_same_request(int status, string target)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Answers.Redirect(status, target), Answers.Created);

        Call.To(studio.Url).Outcome.Value();

        studio.Requests.Count.ShouldBe(2);
        var (first, second) = (studio.Requests[0], studio.Requests[1]);
        second.Target.ShouldBe(target);
        (second.Method, second.Body, second["Authorization"], second["Content-Type"]).ShouldBe((first.Method, first.Body, first["Authorization"], first["Content-Type"]));
    }

    [Fact]
    public async Task It_is_followed_without_reading_its_body()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(
            async context =>
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = "/new";
                context.Response.ContentLength = 100;
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Answers.Silence(context);
            },
            Answers.Created);

        Call.To(studio.Url).Outcome.Value();

        studio.Requests.Select(request => request.Target).ShouldBe([Api, "/new"]);
    }

    [Fact]
    public async Task A_whole_address_of_the_same_origin_is_followed_too()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(context => Answers.Redirect(307, $"{studio.Url}/new{Api}")(context), Answers.Created);

        Call.To(studio.Url).Outcome.Value();

        studio.Requests[1].Target.ShouldBe($"/new{Api}");
    }

    [Theory]
    // A browser would make GET of these.
    [InlineData(301, "/studio/api/create-project")]
    [InlineData(302, "/login")]
    [InlineData(302, "/api/create-project/?next=1")]
    [InlineData(303, "/api/create-project/")]
    [InlineData(300, "/api/create-project/")]
    // To where it came from.
    [InlineData(307, Api)]
    [InlineData(308, "")]
    public async Task Another_one_within_the_origin_is_not_followed(int status, string target)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Redirect(status, target);

        var failure = Call.To(studio.Url, retries: 3).Failure;

        (failure.Code, failure.Kind).ShouldBe((status == 300 ? "STUDIO3014" : "STUDIO3012", FailureKind.Final));
        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task To_another_origin_nothing_is_sent_and_its_name_is_shown(int status)
    {
        await using var other = await ScriptedStudio.StartAsync();
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Redirect(status, other.Url + Api);

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3012");
        failure.Text.ShouldContain(other.Url);
        failure.Text.ShouldContain("login page");
        other.Requests.ShouldBeEmpty();
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_user_in_the_target_is_not_followed_and_not_shown()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Redirect(307, studio.Url.Replace("://", "://ada:SECRET@", StringComparison.Ordinal) + "/new");

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3012");
        failure.Text.ShouldNotContain("SECRET");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_followed_once()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Answers.Redirect(307, "/one"), Answers.Redirect(307, "/two"), Answers.Created);

        Call.To(studio.Url).Failure.Code.ShouldBe("STUDIO3012");

        studio.Requests.Select(request => request.Target).ShouldBe([Api, "/one"]);
    }

    [Fact]
    public void A_target_that_NET_itself_cannot_read_is_none()
    {
        using var answer = new HttpResponseMessage(System.Net.HttpStatusCode.TemporaryRedirect);
        answer.Headers.TryAddWithoutValidation("Location", "\\\u202E");

        RedirectRule.Target(answer, Call.Address("https://studio.example.com").Endpoint).ShouldBeNull();
    }

    [Fact]
    public async Task A_loop_ends_after_one_round()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context => Answers.Redirect(308, context.Request.Path == Api ? Api + "/" : Api)(context);

        Call.To(studio.Url, retries: 3).Failure.Code.ShouldBe("STUDIO3012");

        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_comes_after_it_is_judged_as_ever()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Answers.Redirect(307, "/new"), Answers.Reset);

        Call.To(studio.Url, retries: 3).Failure.Kind.ShouldBe(FailureKind.Unclear);

        studio.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(308, "https://studio.datachain.ai/api/create-project")]
    [InlineData(301, "https://studio.dvc.ai/api/create-project")]
    [InlineData(302, "https://studio.datachain.ai/api/create-project/")]
    [InlineData(307, "https://studio.datachain.ai/v2/create-project")]
    [InlineData(307, "https://studio.iterative.ai:443/v2/create-project")]
    public void Among_the_public_Studios_addresses_it_is_followed(int status, string location) =>
        Target(status, location).ShouldBe(new Uri(location));

    [Theory]
    [InlineData(308, "http://studio.datachain.ai/api/create-project")]
    [InlineData(307, "http://studio.iterative.ai/api/create-project")]
    [InlineData(308, "https://studio.datachain.ai:8443/api/create-project")]
    [InlineData(308, "https://studio.datachain.ai.example.com/api/create-project")]
    [InlineData(308, "https://evil-studio.datachain.ai/api/create-project")]
    [InlineData(308, "https://ada@studio.datachain.ai/api/create-project")]
    [InlineData(301, "https://studio.datachain.ai/v2/create-project")]
    [InlineData(303, "https://studio.datachain.ai/api/create-project")]
    [InlineData(308, "ftp://studio.datachain.ai/api/create-project")]
    [InlineData(308, "//studio.example.com/api/create-project")]
    [InlineData(308, "https://studio.d\u0430tachain.ai/api/create-project")]
    public void Neither_to_plain_http_nor_to_what_only_looks_like_one_of_them(int status, string location) =>
        Target(status, location).ShouldBeNull();

    [Fact]
    public void Without_a_target_it_is_not_followed()
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)308);

        RedirectRule.Target(response, new Uri("https://studio.iterative.ai/api/create-project")).ShouldBeNull();
    }

    private static Uri? Target(int status, string location)
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Location", location).ShouldBeTrue();
        return RedirectRule.Target(response, new Uri("https://studio.iterative.ai/api/create-project"));
    }
}
