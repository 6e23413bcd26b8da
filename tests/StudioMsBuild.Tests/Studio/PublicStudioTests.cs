using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>The default host may be gone: where nothing names a Studio, the public Studio's current address is tried once.</summary>
public sealed class PublicStudioTests : IDisposable
{
    private const string Current = "studio.datachain.ai";

    private readonly TestAuthority authority = TestAuthority.Create();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string> WaysToBeGone { get; } = ["no such name", "refused", "another certificate", "404", "405", "410"];

    [Theory]
    [MemberData(nameof(WaysToBeGone))]
    public async Task The_same_registration_goes_there_once_with_a_message(string cause)
    {
        await using var sites = await Sites.StartAsync(authority, cause);

        var call = sites.Register(folder.Write("ca.pem", authority.Pem));

        call.Outcome.Value();
        call.Reported.ShouldHaveSingleItem().Text.ShouldStartWith("https://studio.iterative.ai did not take the request. Trying https://studio.datachain.ai");
        sites.Asked.ShouldBe(["studio.iterative.ai:443", "studio.datachain.ai:443"]);
        var request = sites.Current.Request;
        (request["Host"], request["Authorization"], request.Target).ShouldBe((Current, $"token {Call.Token}", "/api/create-project"));
    }

    [Theory]
    [InlineData("400", "STUDIO3008")]
    [InlineData("401", "STUDIO3009")]
    [InlineData("403", "STUDIO3010")]
    [InlineData("500", "STUDIO3007")]
    [InlineData("200", "STUDIO3016")]
    [InlineData("reset", "STUDIO3006")]
    public async Task An_address_that_took_the_request_is_not_skipped(string cause, string code)
    {
        await using var sites = await Sites.StartAsync(authority, cause);

        sites.Register(folder.Write("ca.pem", authority.Pem)).Failure.Code.ShouldBe(code);

        sites.Current.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Studio_that_something_named_is_never_replaced()
    {
        await using var sites = await Sites.StartAsync(authority, "404");

        var call = sites.Register(folder.Write("ca.pem", authority.Pem), connection => connection with { Fallback = null });

        call.Failure.Code.ShouldBe("STUDIO3011");
        call.Failure.Text.ShouldEndWith("The public Studio's current address is https://studio.datachain.ai.");
        sites.Current.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Further_registrations_go_there_at_once_and_the_message_is_not_repeated()
    {
        await using var sites = await Sites.StartAsync(authority, "404");
        using var client = new StudioClient(sites.Connection(folder.Write("ca.pem", authority.Pem)));

        var reported = Enumerable.Range(0, 3).SelectMany(_ => Call.By(client, StudioAddress.Default).Reported).ToList();

        reported.Count.ShouldBe(1);
        (sites.Former.Requests.Count, sites.Current.Requests.Count).ShouldBe((1, 3));
    }

    [Fact]
    public async Task Several_active_ones_all_go_there_and_one_reports_it()
    {
        await using var sites = await Sites.StartAsync(authority, "404");
        using var client = new StudioClient(sites.Connection(folder.Write("ca.pem", authority.Pem)));
        var waiting = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.Former.Answer = async context =>
        {
            if (Interlocked.Increment(ref waiting) == 4)
                all.SetResult();
            await all.Task;
            await Answers.Json(404, "{}")(context);
        };

        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => Call.By(client, StudioAddress.Default), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        calls.ShouldAllBe(call => call.Projects.Count == 1);
        calls.SelectMany(call => call.Reported).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_current_address_fails_too_its_failure_counts()
    {
        await using var sites = await Sites.StartAsync(authority, "no such name");
        sites.Current.Answer = Answers.Json(404, "{}");

        var failure = sites.Register(folder.Write("ca.pem", authority.Pem)).Failure;

        failure.Code.ShouldBe("STUDIO3011");
        failure.Text.ShouldContain("https://studio.datachain.ai/api/create-project");
        sites.Current.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://studio.iterative.ai", true)]
    [InlineData("https://studio.dvc.ai", true)]
    [InlineData("https://studio.datachain.ai", false)]
    [InlineData("https://studio.example.com", false)]
    public void Errors_of_its_former_addresses_name_the_current_one(string url, bool isFormer)
    {
        var failure = Call.To(url, with: connection => connection with { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) }).Failure;

        failure.Code.ShouldBe("STUDIO3001");
        failure.Text.Contains("current address is https://studio.datachain.ai", StringComparison.Ordinal).ShouldBe(isFormer);
    }

    [Fact]
    public void The_addresses_are_one_Studio() => StudioAddress.Current.IsSameAs(StudioAddress.Default).ShouldBeTrue();

    /// <summary>The default host, which is gone for some reason, and the current one, both on loopback.</summary>
    private sealed class Sites(ScriptedStudio former, ScriptedStudio current, string cause, X509Certificate2[] certificates) : IAsyncDisposable
    {
        private readonly List<string> asked = [];

        public ScriptedStudio Former => former;

        public ScriptedStudio Current => current;

        public IReadOnlyList<string> Asked => asked;

        public static async Task<Sites> StartAsync(TestAuthority authority, string cause)
        {
            X509Certificate2[] certificates = [authority.Issue(cause == "another certificate" ? "parked.example.com" : "studio.iterative.ai"), authority.Issue(PublicStudioTests.Current)];
            var former = await ScriptedStudio.StartAsync(certificates[0]);
            former.Answer = cause == "reset" ? Answers.Reset : int.TryParse(cause, CultureInfo.InvariantCulture, out var status) ? Answers.Json(status, "{}") : Answers.Created;
            return new Sites(former, await ScriptedStudio.StartAsync(certificates[1]), cause, certificates);
        }

        public StudioConnection Connection(string certificateFile) => new()
        {
            Studio = StudioAddress.Default,
            Fallback = StudioAddress.Current,
            CaCertificates = new Setting<string>(certificateFile, new Source(SourceKind.Property, "StudioCaCertificateFile")),
            Resolve = Resolve,
        };

        public Call Register(string certificateFile, Func<StudioConnection, StudioConnection>? with = null)
        {
            var connection = Connection(certificateFile);
            using var client = new StudioClient(with is null ? connection : with(connection));
            return Call.By(client, StudioAddress.Default);
        }

        public async ValueTask DisposeAsync()
        {
            await former.DisposeAsync();
            await current.DisposeAsync();
            foreach (var certificate in certificates)
                certificate.Dispose();
        }

        private Task<IReadOnlyList<IPEndPoint>> Resolve(DnsEndPoint host, CancellationToken cancel)
        {
            asked.Add($"{host.Host}:{host.Port}");
            return host.Host == PublicStudioTests.Current ? Only(new Uri(current.Url).Port)
                : cause == "no such name" ? throw new SocketException((int)SocketError.HostNotFound)
                : cause == "refused" ? Only(1)
                : Only(new Uri(former.Url).Port);

            static Task<IReadOnlyList<IPEndPoint>> Only(int port) => Task.FromResult<IReadOnlyList<IPEndPoint>>([new IPEndPoint(IPAddress.Loopback, port)]);
        }
    }
}
