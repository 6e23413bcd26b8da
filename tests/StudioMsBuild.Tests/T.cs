namespace StudioMsBuild.Tests;

public class T
{
    [Fact]
    public void It() => 1.ShouldBe(1);
}
