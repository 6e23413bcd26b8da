namespace Repository.Tests;

/// <summary>The issue forms, as GitHub's form schema wants them.</summary>
public sealed class IssueFormTests
{
    private const string Folder = ".github/ISSUE_TEMPLATE";

    /// <summary>What an element of each type may have besides label and description, and must have.</summary>
    private static readonly Dictionary<string, (string[] May, string[] Must)> Attributes = new(StringComparer.Ordinal)
    {
        ["markdown"] = (["value"], ["value"]),
        ["input"] = (["label", "description", "placeholder", "value"], ["label"]),
        ["textarea"] = (["label", "description", "placeholder", "value", "render"], ["label"]),
        ["dropdown"] = (["label", "description", "multiple", "options", "default"], ["label", "options"]),
        ["checkboxes"] = (["label", "description", "options"], ["label", "options"]),
    };

    private static readonly string[] ElementKeys = ["type", "id", "attributes", "validations"];

    public static TheoryData<string> Forms => ["bug_report.yml", "feature_request.yml"];

    [Fact]
    public void These_are_all_files_of_the_folder() =>
        Directory.EnumerateFiles(SourceTree.File(Folder)).Select(file => Path.GetFileName(file)).ShouldBe([.. Forms.Select(row => row.Data), "config.yml"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_the_keys_that_GitHub_knows(string name)
    {
        var form = Yaml.Read($"{Folder}/{name}");

        form.Keys().ShouldBe(["name", "description", "labels", "body"]);
        foreach (var element in form["body"]!.AsArray().Select(element => element!))
        {
            var type = (string)element["type"]!;
            var attributes = element["attributes"]!;
            element.Keys().Except(ElementKeys, StringComparer.Ordinal).ShouldBeEmpty();
            attributes.Keys().Except(Attributes[type].May, StringComparer.Ordinal).ShouldBeEmpty();
            Attributes[type].Must.Except(attributes.Keys(), StringComparer.Ordinal).ShouldBeEmpty();
            if (element["validations"] is { } validations)
                ((string?)validations.AsObject().ShouldHaveSingleItem().Value).ShouldBe("true");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Identifiers_and_labels_of_a_form_differ(string name)
    {
        var body = Yaml.Read($"{Folder}/{name}")["body"]!.AsArray();

        foreach (var values in (IEnumerable<string?>[])[body.Select(element => (string?)element!["id"]), body.Select(element => (string?)element!["attributes"]!["label"])])
            values.OfType<string>().ShouldBeUnique(StringComparer.Ordinal);
    }

    [Fact]
    public void A_bug_report_asks_for_the_detailed_output_and_the_dry_run_and_warns_of_tokens()
    {
        var form = Yaml.Read($"{Folder}/bug_report.yml");
        var body = form["body"]!.AsArray();

        Description("dry-run").ShouldContain("-p:StudioDryRun=true");
        Description("detailed").ShouldContain("-v:detailed");
        ((string?)body[0]!["attributes"]!["value"]).ShouldNotBeNull().ShouldContain("search it for your token");
        ((string?)body[^1]!["attributes"]!["options"]![0]!["required"]).ShouldBe("true");

        string Description(string id)
        {
            var element = body.Single(element => (string?)element!["id"] == id)!;
            ((string?)element["validations"]!["required"]).ShouldBe("true");
            return (string)element["attributes"]!["description"]!;
        }
    }

    [Fact]
    public void A_security_fault_is_led_to_a_private_report()
    {
        var config = Yaml.Read($"{Folder}/config.yml");

        config.Keys().ShouldBe(["blank_issues_enabled", "contact_links"]);
        foreach (var link in config["contact_links"]!.AsArray())
            link!.Keys().ShouldBe(["name", "url", "about"]);
        ((string?)config["contact_links"]![0]!["url"]).ShouldNotBeNull().ShouldEndWith("/security/advisories/new");
    }
}
