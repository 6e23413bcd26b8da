using System.Net;
using CsCheck;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Properties;

public class StudioAddressProperties
{
    private static readonly string[] PublicStudio = ["https://studio.iterative.ai", "https://studio.dvc.ai", "https://studio.datachain.ai"];

    private static readonly string[] Special = ["https://", "http://", "HTTPS:", "studio.iterative.ai", "studio.example.com", "127.0.0.1", "/api", "/api/", ":8443", "\\\u202E", $"{Texts.Secret}@"];

    private static readonly Gen<string> Good =
        Gen.OneOf("https://studio.iterative.ai", "https://studio.example.com:8443/prefix/", "http://localhost:3000/api", "http://[::1]:5/a/b", "https://bücher.example/größe/api/", "https://10.0.0.1");

    private static readonly Gen<string> Any = Gen.OneOf(Texts.Any(Special), Texts.Mutated(Good, Special));

    [Fact]
    public void Any_text_gives_an_address_or_a_refusal() =>
        Property.Holds(Any, static text =>
        {
            if (!StudioAddress.Parse(text, "a test").TryGetValue(out var address, out var failure))
            {
                failure.ShouldBeFitToShow("STUDIO1003", "STUDIO1004");
                return;
            }

            address.Value.ShouldAllBe(c => c > ' ' && c <= '~');
            address.Value.IndexOfAny(['?', '#', '@', '\\']).ShouldBe(-1);
            (address.Endpoint.Scheme == "https" || address.IsLoopback).ShouldBeTrue();
            address.Endpoint.AbsoluteUri.ShouldBe(address.Value + "/api/create-project");
        });

    [Fact]
    public void What_is_tolerated_after_an_address_changes_nothing() =>
        Property.Holds(Gen.Select(Any, Gen.OneOf("/api", "/api/", "/api//")), static parts =>
        {
            var (text, tail) = parts;
            if (!StudioAddress.Parse(text, "a test").TryGetValue(out var address, out _))
                return;
            var again = StudioAddress.Parse(address.Value + tail, "a test").Value();
            (again.Value, again.Key, again.IsSameAs(address)).ShouldBe((address.Value, address.Key, true));
        });

    [Fact]
    public void Any_text_to_adopt_gives_a_project_of_this_Studio_or_a_refusal()
    {
        var page = Gen.OneOf("https://studio.iterative.ai/user/ada/projects/iris-tsanhawn9y", "https://studio.datachain.ai/team/lab/projects/größe-a1/", "https://studio.dvc.ai/prefix/team/lab/projects/a1");
        Property.Holds(Gen.OneOf(Texts.Any(Special), Texts.Mutated(page, [.. Special, "/user/", "/team/", "/projects/"])), static text =>
        {
            if (!AdoptedProject.Read(text, StudioAddress.Default).TryGetValue(out var project, out var failure))
            {
                failure.ShouldBeFitToShow("STUDIO1019");
                return;
            }

            SafeProject.ShouldBeSafe(project);
            StudioAddress.Default.IsSameOriginAs(new Uri(project.Url)).ShouldBeTrue();
        });
    }

    [Fact]
    public void A_redirect_is_followed_only_within_one_Studio()
    {
        var target = Gen.OneOf("/api/create-project/", "https://studio.datachain.ai/api/create-project", "http://studio.dvc.ai/api/create-project/", "//studio.example.com/api/create-project");
        var location = Gen.OneOf(Texts.Any(Special), Texts.Mutated(target, Special));
        Property.Holds(Gen.Select(location, Gen.OneOf(301, 302, 303, 307, 308)), static parts =>
        {
            var (location, status) = parts;
            using var response = new HttpResponseMessage((HttpStatusCode)status);
            response.Headers.TryAddWithoutValidation("Location", location);
            if (RedirectRule.Target(response, StudioAddress.Default.Endpoint) is not { } followed)
                return;
            PublicStudio.ShouldContain(followed.GetLeftPart(UriPartial.Authority), StringComparer.Ordinal);
            (status is 307 or 308 || followed.AbsolutePath.TrimEnd('/') == "/api/create-project").ShouldBeTrue();
        });
    }
}
