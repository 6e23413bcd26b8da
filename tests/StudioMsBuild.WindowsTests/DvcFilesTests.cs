namespace StudioMsBuild.WindowsTests;

/// <summary>DVC's own files, which all builds of this Windows read: no other test runs meanwhile.</summary>
[Collection(nameof(DvcFilesTests))]
[CollectionDefinition(nameof(DvcFilesTests), DisableParallelization = true)]
public sealed class DvcFilesTests(WindowsMachine windows)
{
    [Theory]
    [InlineData("users/USER/AppData/Local")]
    [InlineData("ProgramData")]
    public async Task DVCs_own_file_of_the_user_or_the_machine_names_Studio_and_token(string folder)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var file = System.IO.Path.Combine(windows.Drive, folder.Replace("USER", Environment.UserName, StringComparison.Ordinal), "iterative/dvc/config");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $"[studio]\r\n    url = {site.Studio.Url}\r\n    token = isat_ofdvc\r\n", TestContext.Current.CancellationToken);
        try
        {
            (await site.Set("DVC_STUDIO_TOKEN", null).Set("DVC_STUDIO_URL", null).RegisterAsync()).ShouldSucceed("created");
        }
        finally
        {
            File.Delete(file);
        }

        site.Projects.ShouldHaveSingleItem();
    }
}
