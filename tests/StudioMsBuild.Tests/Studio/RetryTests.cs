using System.Globalization;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A request is sent again only where the first surely created nothing; the server counts.</summary>
public class RetryTests
{
    [Theory]
    [InlineData(429, "0")]
    [InlineData(503, "0")]
    public async Task After_such_a_refusal_the_same_request_is_sent_again(int status, string retryAfter)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(status, retryAfter), Answers.Created);

        Call.To(studio.Url, retries: 3).Outcome.Value();

        studio.Requests.Count.ShouldBe(2);
        var (first, second) = (studio.Requests[0], studio.Requests[1]);
        (second.Method, second.Target, second.Body, second["Authorization"]).ShouldBe((first.Method, first.Target, first.Body, first["Authorization"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task There_are_StudioRetries_retries_and_one_message_before_each(int retries)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Busy(429, "0");

        var call = Call.To(studio.Url, retries: retries);

        call.Failure.Code.ShouldBe("STUDIO3013");
        studio.Requests.Count.ShouldBe(retries + 1);
        call.Reported.Select(diagnostic => (diagnostic.Severity, diagnostic.Code)).ShouldBe(Enumerable.Repeat((Severity.Message, (string?)null), retries));
    }

    [Fact]
    public async Task The_message_has_the_reason_the_wait_and_the_number_of_the_retry()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(503, "1"), Sequence.Busy(429, "0"), Answers.Created);

        var reported = Call.To(studio.Url, retries: 3).Reported.Select(diagnostic => diagnostic.Text).ToList();

        reported[0].ShouldBe($"{studio.Url} is temporarily unavailable. Retrying in 1 s (1 of 3).");
        reported[1].ShouldMatch("^Studio is rate-limiting requests\\. Retrying in (0\\.[89]|1|1\\.[0-3]) s \\(2 of 3\\)\\.$");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(418)]
    [InlineData(422)]
    [InlineData(200)]
    public async Task Any_other_status_is_final(int status)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, "{}");

        var call = Call.To(studio.Url, retries: 3);

        call.Failure.Kind.ShouldNotBe(FailureKind.Retryable);
        call.Reported.ShouldBeEmpty();
        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("cut off")]
    [InlineData("compressed")]
    [InlineData("silent")]
    public async Task An_answer_that_never_came_whole_is_final(string kind)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        RequestDelegate answer = kind switch { "reset" => Answers.Reset, "cut off" => Answers.CutOff, "compressed" => Answers.Compressed, _ => Answers.Silence };
        studio.Answer = answer;

        Call.To(studio.Url, timeoutSeconds: kind == "silent" ? 1 : 20, retries: 3).Failure.Kind.ShouldBe(FailureKind.Unclear);

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task After_a_further_try_that_is_unclear_nothing_is_sent_any_more()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(429, "0"), Answers.Reset);

        Call.To(studio.Url, retries: 3).Failure.Code.ShouldBe("STUDIO3006");

        studio.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("\u066B")]
    public async Task The_message_has_the_same_numbers_in_every_language(string decimalSeparator)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(429, "1.5"), Answers.Created);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = decimalSeparator } };
        try
        {
            Call.To(studio.Url, retries: 1).Reported.ShouldHaveSingleItem().Text.ShouldBe("Studio is rate-limiting requests. Retrying in 1.5 s (1 of 1).");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("0.1")]
    [InlineData("NaN")]
    [InlineData("soon")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData("Wed, 99 Oct 2099 07:28:00 GMT")]
    public async Task Without_a_longer_Retry_After_a_429_is_tried_again_after_the_back_off(string? retryAfter)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(429, retryAfter), Answers.Created);

        Call.To(studio.Url, retries: 1).Reported.ShouldHaveSingleItem().Text.ShouldMatch("Retrying in 0\\.[4-6] s ");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("soon")]
    [InlineData("2 seconds")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task With_a_Retry_After_of_any_form_a_503_is_tried_again(string retryAfter)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Sequence.Busy(503, retryAfter), Answers.Created);

        Call.To(studio.Url, retries: 1).Outcome.Value();

        studio.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(429, "61")]
    [InlineData(429, "86400")]
    [InlineData(503, "99999999999")]
    [InlineData(503, "Wed, 21 Oct 2099 07:28:00 GMT")]
    public async Task What_asks_for_over_a_minute_is_not_waited_for_and_the_error_has_the_time_to_register_again(int status, string retryAfter)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Busy(status, retryAfter);

        var call = Call.To(studio.Url, retries: 3);

        call.Failure.Text.ShouldMatch(@"Register again after 2\d{3}-\d\d-\d\d \d\d:\d\d UTC");
        call.Reported.ShouldBeEmpty();
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_date_is_measured_against_the_answers_own()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(
            context =>
            {
                context.Response.Headers.Date = "Tue, 01 Jan 2030 00:00:00 GMT";
                return Sequence.Busy(503, "Tue, 01 Jan 2030 00:00:02 GMT")(context);
            },
            Answers.Created);

        Call.To(studio.Url, retries: 1).Reported.ShouldHaveSingleItem().Text.ShouldEndWith("Retrying in 2 s (1 of 1).");
    }

    [Fact]
    public async Task A_failure_of_the_connection_is_tried_again()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        // The server speaks no TLS.
        var call = Call.To(studio.Url.Replace("http:", "https:", StringComparison.Ordinal), retries: 1);

        call.Failure.Code.ShouldBe("STUDIO3003");
        call.Reported.ShouldHaveSingleItem().Text.ShouldContain("(1 of 1)");
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public void What_failed_before_the_request_was_sent_may_be_tried_again_and_afterwards_never(HttpRequestError error)
    {
        var (exception, studio) = (new HttpRequestException(error, "broken"), Call.Address("https://studio.example.com"));

        NetworkFailure.From(exception, studio, proxy: null, wasSent: false).Kind.ShouldBe(FailureKind.Retryable);
        NetworkFailure.From(exception, studio, proxy: null, wasSent: true).Kind.ShouldBe(FailureKind.Unclear);
    }

    [Theory]
    [InlineData(0, 0.375, 0.625)]
    [InlineData(1, 0.75, 1.25)]
    [InlineData(3, 3, 5)]
    [InlineData(6, 24, 40)]
    [InlineData(8, 60, 60)]
    [InlineData(20, 60, 60)]
    public void The_back_off_doubles_with_jitter_and_ends_at_a_minute(int tries, double least, double most)
    {
        var waits = Enumerable.Range(0, 50).Select(_ => RetryRule.Wait(tries, null).TotalSeconds).ToList();

        waits.ShouldAllBe(wait => wait >= least && wait <= most);
        (waits.Distinct().Count() > 1).ShouldBe(least < most);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(60, 60)]
    [InlineData(86400, 86400)]
    public void What_the_server_asks_for_counts_where_it_is_longer(int asked, int wait) =>
        RetryRule.Wait(0, TimeSpan.FromSeconds(asked)).ShouldBe(TimeSpan.FromSeconds(wait));

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1)]
    public void It_is_never_less_than_the_back_off(int asked) =>
        RetryRule.Wait(3, TimeSpan.FromSeconds(asked)).TotalSeconds.ShouldBeInRange(3, 5);

    [Theory]
    [InlineData("30", 30.0)]
    [InlineData(" 30 ", 30.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("-3", 0.0)]
    [InlineData("Tue, 01 Jan 2030 00:00:30 GMT", 30.0)]
    [InlineData("Tuesday, 01-Jan-30 00:00:30 GMT", 30.0)]
    [InlineData("Tue Jan  1 00:00:30 2030", 30.0)]
    [InlineData("2030-01-01T00:00:30Z", 30.0)]
    [InlineData("2030-01-01T01:00:30.5+01:00", 30.5)]
    [InlineData("Mon, 31 Dec 2029 23:59:59 GMT", -1.0)]
    [InlineData("1e400", null)]
    [InlineData("soon", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void Each_form_is_read_and_anything_else_is_none(string retryAfter, double? seconds)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("Date", "Tue, 01 Jan 2030 00:00:00 GMT");
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        RetryRule.Read(answer.Headers)?.TotalSeconds.ShouldBe(seconds ?? double.NaN);
        (RetryRule.Read(answer.Headers) is null).ShouldBe(seconds is null);
        RetryRule.IsPresent(answer.Headers).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_Date_this_systems_clock_counts()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("Retry-After", DateTimeOffset.UtcNow.AddSeconds(300).ToString("R", CultureInfo.InvariantCulture));

        RetryRule.Read(answer.Headers)!.Value.TotalSeconds.ShouldBeInRange(200, 300);
    }

    [Fact]
    public void Without_a_header_nothing_is_asked_for()
    {
        using var answer = new HttpResponseMessage();

        RetryRule.Read(answer.Headers).ShouldBeNull();
        RetryRule.IsPresent(answer.Headers).ShouldBeFalse();
    }
}
