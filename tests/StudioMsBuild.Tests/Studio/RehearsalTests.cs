namespace StudioMsBuild.Tests.Studio;

public class RehearsalTests
{
    [Fact]
    public void A_rehearsal_goes_all_the_way_from_a_request_to_a_record() =>
        Rehearsal.Run().Value().All.ShouldHaveSingleItem().Id.ShouldBe("id");
}
