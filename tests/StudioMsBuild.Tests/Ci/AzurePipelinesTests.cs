namespace StudioMsBuild.Tests.Ci;

/// <summary>Output variables by logging commands, each on a line of the build's output.</summary>
public sealed class AzurePipelinesTests : IDisposable
{
    private readonly Job job = Job.OfAzure();

    public void Dispose() => job.Dispose();

    [Fact]
    public void A_project_is_two_output_variables() => Commands(Job.Project()).ShouldBe("""
        ##vso[task.setvariable variable=StudioProjectUrl;isOutput=true]https://studio.example.com/user/ada/projects/iris-tsanhawn9y
        ##vso[task.setvariable variable=StudioProjectId;isOutput=true]tsanhawn9y
        """);

    [Fact]
    public void Several_projects_are_the_same_two_variables_with_semicolons() => Commands(Job.Project("a1"), Job.Project("b2")).ShouldBe("""
        ##vso[task.setvariable variable=StudioProjectUrl;isOutput=true]https://studio.example.com/user/ada/projects/iris-a1;https://studio.example.com/user/ada/projects/iris-b2
        ##vso[task.setvariable variable=StudioProjectId;isOutput=true]a1;b2
        """);

    [Theory]
    [InlineData("/team/my%20team/projects/iris-tsanhawn9y")]
    [InlineData("/team/caf%C3%A9/projects/iris-tsanhawn9y")]
    [InlineData("/team/a%0A%0D%3B%5D%25/projects/iris-tsanhawn9y")]
    public void The_agent_gives_a_later_step_the_URL_with_its_own_escapes(string path)
    {
        var commands = CiSystems.ReadAzureCommands(Commands(Job.Project(url: Job.Studio + path)));

        commands.Select(command => command.Name).ShouldBe(["task.setvariable", "task.setvariable"]);
        commands[0].Properties["variable"].ShouldBe("StudioProjectUrl");
        commands[0].Properties["isOutput"].ShouldBe("true");
        commands[0].Value.ShouldBe(Job.Studio + path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("False")]
    public void Elsewhere_nothing_is_written(string? variable)
    {
        job.Repository.Set("TF_BUILD", variable);

        job.Write(Job.Project()).ShouldBeEmpty();
    }

    private string Commands(params StudioMsBuild.Studio.StudioProject[] projects)
    {
        var reported = job.Write(projects).ShouldHaveSingleItem();
        reported.Severity.ShouldBe(Severity.Message);
        return reported.Text;
    }
}
