using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using StudioMsBuild.Tests.LockFile;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>One failure does not stop the others: the lock file keeps what succeeded, and each failure has its line.</summary>
public class FailureTests
{
    private static readonly RegistrationItem[] Five = Models(5);

    [Fact]
    public async Task A_refusal_of_one_leaves_the_others_registered_and_names_its_folder()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = For("models/2", Answers.Json(400, """{"subdir": ["No such folder."]}"""));
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, Five);

        var error = build.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("STUDIO3008");
        error.Text.ShouldStartWith("models/2: ");
        build.Folders.ShouldBe(["models/0", "models/1", "models/3", "models/4"]);
        repository.Recorded().ShouldBe(build.Urls);
    }

    [Fact]
    public async Task The_next_build_registers_only_what_was_refused()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = For("models/2", Answers.Json(400, "{}"));
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Five);
        studio.Answer = Answers.Created;

        repository.RegisterAll(studio.Url, Five).Registered.Where(one => one.Outcome == Outcome.Created).ShouldHaveSingleItem().Registration.Subdir.ShouldBe("models/2");

        studio.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_unclear_outcome_of_one_is_never_sent_again_and_its_command_settles_that_one()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = For("models/2", Answers.Reset);
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Five).Errors.ShouldHaveSingleItem().Code.ShouldBe("STUDIO3006");
        studio.Answer = Answers.Created;

        var asked = repository.RegisterAll(studio.Url, Five);
        var settled = repository.RegisterAll(studio.Url, Five, with => Build.Adopt($"{studio.Url}/user/ada/projects/two-2")(with).Pick("models/2"));

        asked.Errors.ShouldHaveSingleItem().Text.ShouldContain("dotnet build -t:RegisterStudioProject -p:StudioSubdir=models/2 -p:StudioAdopt=ITS-URL");
        asked.Outcomes.ShouldBe([Outcome.Recorded]);
        settled.Outcomes.ShouldBe([Outcome.Adopted]);
        repository.RegisterAll(studio.Url, Five, token: null).Folders.Count().ShouldBe(5);
        studio.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_folder_that_a_shell_would_act_on_is_not_pasted_into_the_command()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = CreateMonorepo();

        var texts = repository.RegisterAll(studio.Url, Items("a$(touch x)", "b;c")).Errors.Select(error => error.Text).Order(StringComparer.Ordinal).ToList();

        texts.ShouldAllBe(text => text.Contains("-p:StudioSubdir=ITS-FOLDER", StringComparison.Ordinal));
        texts.Select(text => text[..text.IndexOf(": ", StringComparison.Ordinal)]).ShouldBe(["\"a$(touch x)\"", "\"b;c\""]);
    }

    [Fact]
    public async Task A_token_that_Studio_refuses_is_one_error_for_all()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(401, """{"detail": "Invalid token."}""");
        using var repository = CreateMonorepo();

        var error = repository.RegisterAll(studio.Url, Five).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("STUDIO3009");
        error.Text.ShouldStartWith("5 registrations: ");
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unclear_outcome_of_all_names_each_folder_as_each_has_to_be_looked_at()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Five).Errors.Select(error => error.Subject?.Folder).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 5).Select(at => $"models/{at}"));
    }

    [Fact]
    public async Task A_missing_token_is_one_line_for_all()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Models(40), token: null).Errors.ShouldHaveSingleItem().Code.ShouldBe("STUDIO1005");

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_near_miss_of_one_names_its_folder_in_both_commands()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo()
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, team: "vision", subdir: "models/1", id: "a1")));

        var build = repository.RegisterAll(studio.Url, Five);

        var error = build.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("STUDIO4006");
        error.Text.ShouldContain($"\n    dotnet build -t:RegisterStudioProject -p:StudioSubdir=models/1 -p:StudioAdopt={studio.Url}/user/ada/projects/iris-a1\n");
        error.Text.ShouldEndWith("\n    dotnet build -t:RegisterStudioProject -p:StudioSubdir=models/1 -p:StudioForce=true");
        studio.Asked().ShouldBe(["models/0", "models/2", "models/3", "models/4"]);
    }

    [Fact]
    public async Task A_lock_file_that_cannot_be_written_is_one_error_and_the_next_build_writes_all_entries()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        using var requests = new CountdownEvent(3);
        var allSent = Task.Run(() => requests.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        studio.Answer = async context =>
        {
            // A folder replaces the file once all are sent: a later registration would find it, and send nothing.
            requests.Signal();
            await allSent;
            Directory.CreateDirectory(repository.LockFilePath());
            await Answers.Created(context);
        };

        var errors = repository.RegisterAll(studio.Url, Items("a", "b", "c")).Errors;
        Directory.Delete(repository.LockFilePath());

        errors.ShouldHaveSingleItem().Code.ShouldBeOneOf("STUDIO4003", "STUDIO4004");
        repository.RegisterAll(studio.Url, Items("a", "b", "c"), token: null).Outcomes.ShouldBe([Outcome.Recorded]);
        studio.Requests.Count.ShouldBe(3);
    }
}
