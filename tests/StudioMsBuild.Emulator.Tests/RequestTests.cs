using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>GET /_emulator/requests, which a pipeline's test asks after its build.</summary>
public class RequestTests : EmulatorServerTest
{
    private const string Body = """{"repo_url": "git@github.com:o/r.git", "name": "Größe"}""";

    [Fact]
    public async Task A_request_is_recorded_with_its_body_and_its_response()
    {
        var before = DateTimeOffset.UtcNow;
        var answer = await Create(Body, headers: [("User-Agent", "StudioMsBuild/0.1.0")]);

        var request = (await Requests()).ShouldHaveSingleItem()!.AsObject();
        DateTimeOffset.Parse((string)request["time"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(before, DateTimeOffset.UtcNow);
        request.Remove("time");
        JsonNode.DeepEquals(request, new JsonObject
        {
            ["id"] = 1,
            ["method"] = "POST",
            ["path"] = "/api/create-project",
            ["user_agent"] = "StudioMsBuild/0.1.0",
            ["authorization"] = true,
            ["body"] = JsonNode.Parse(Body),
            ["status"] = 200,
            ["answer"] = answer.Json,
            ["fault"] = null,
            ["projects"] = new JsonArray(Studio.Projects.Single().Id),
        }).ShouldBeTrue(request.ToJsonString());
    }

    [Fact]
    public async Task Requests_are_listed_in_the_order_they_came_in()
    {
        await Create(Body);
        await Create("{}");

        (await Requests()).Select(request => (int)request!["status"]!).ShouldBe([200, 400]);
    }

    [Fact]
    public async Task A_missing_Authorization_header_is_recorded()
    {
        await Create(Body, authorization: null);

        ((bool)(await Requests())[0]!["authorization"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{", "{")]
    [InlineData("repo_url=x", "repo_url=x")]
    [InlineData("""{"name": "\ud800"}""", """{"name": "\ud800"}""")]
    public async Task A_body_that_is_not_JSON_is_recorded_as_a_string(string body, string kept)
    {
        await Create(body);

        ((string)(await Requests())[0]!["body"]!).ShouldBe(kept);
    }

    [Fact]
    public async Task A_body_with_a_repeated_field_is_recorded_unchanged()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git", "name": "a", "name": "b"}""");

        (await Get("/_emulator/requests")).Body.ShouldContain("""{"repo_url":"git@github.com:o/r.git","name":"a","name":"b"}""");
    }

    [Fact]
    public async Task A_request_with_too_large_a_body_is_recorded_without_it()
    {
        await Create(new JsonObject { ["unknown"] = new string('x', 70_000) }.ToJsonString());

        var request = (await Requests()).ShouldHaveSingleItem()!;
        ((int)request["status"]!, request["body"]).ShouldBe((413, null));
    }

    [Fact]
    public async Task A_fault_is_recorded_with_its_response()
    {
        await Create(Body, headers: [("X-Studio-Fail", "500-created")]);

        var request = (await Requests())[0]!;
        ((string)request["fault"]!, (int)request["status"]!, (string)request["answer"]!["detail"]!).ShouldBe(("500-created", 500, "Server error."));
        ((string)request["projects"]!.AsArray().ShouldHaveSingleItem()!).ShouldBe(Studio.Projects.Single().Id);
    }

    [Fact]
    public async Task A_request_without_an_answer_has_no_status()
    {
        await Should.ThrowAsync<HttpRequestException>(() => Create(Body, headers: [("X-Studio-Fail", "reset-created")]));

        var request = (await Requests())[0]!;
        ((string)request["fault"]!, request["status"], request["answer"]).ShouldBe(("reset-created", null, null));
        request["projects"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_response_that_is_cut_off_is_recorded_as_far_as_it_was_sent()
    {
        await Should.ThrowAsync<HttpRequestException>(() => Create(Body, headers: [("X-Studio-Fail", "cut-off")]));

        var request = (await Requests())[0]!;
        ((int)request["status"]!, (string)request["answer"]!).ShouldBe((200, """{"projects": [{"id": "tsanhawn9y", "name"""));
    }

    [Fact]
    public async Task A_request_to_an_unknown_API_address_is_recorded()
    {
        await Create(Body, address: "/api/create-projects?x=1");

        var request = (await Requests()).ShouldHaveSingleItem()!;
        ((string)request["path"]!, (int)request["status"]!).ShouldBe(("/api/create-projects?x=1", 404));
    }

    [Fact]
    public async Task A_POST_outside_the_API_is_recorded()
    {
        await Create(Body, address: "/studio/api/create-project");

        ((int)(await Requests()).ShouldHaveSingleItem()!["status"]!).ShouldBe(404);
    }

    [Fact]
    public async Task Page_views_and_the_list_of_requests_are_not_recorded()
    {
        await Get("/");
        await Get("/requests");
        await Get("/_emulator/requests");

        (await Requests()).ShouldBeEmpty();
    }

    [Fact]
    public async Task DELETE_clears_the_requests_and_keeps_the_projects()
    {
        await Create(Body);

        (await Ask(HttpMethod.Delete, "/_emulator/requests")).Status.ShouldBe(204);

        (await Requests()).ShouldBeEmpty();
        (await Get(Studio.Projects.ShouldHaveSingleItem().Path)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_request_id_is_never_reused()
    {
        await Create(Body);
        await Ask(HttpMethod.Delete, "/_emulator/requests");
        await Create(Body);

        ((int)(await Requests()).ShouldHaveSingleItem()!["id"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Concurrent_requests_are_recorded_with_their_own_projects()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Create(Body)));

        var requests = await Requests();
        requests.Count.ShouldBe(64);
        foreach (var request in requests)
            ((string)request!["projects"]!.AsArray().Single()!).ShouldBe((string)request["answer"]!["projects"]![0]!["id"]!);
    }

    [Fact]
    public async Task An_unknown_address_of_the_emulator_s_API_answers_with_JSON()
    {
        var answer = await Get("/_emulator/nothing");

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((404, "Not Found"));
    }
}
