using StudioMsBuild.Git;

namespace StudioMsBuild.Tests.Git;

/// <summary>What Git's index and its ignore rules say of folders that the work tree hides or has besides.</summary>
public class GitIndexTests
{
    [Fact]
    public void A_sparse_checkout_hides_neither_the_lock_file_nor_a_dvc_folder()
    {
        using var repository = GitRepository.Create()
            .Write("studio.lock.json", "{}").Write("models/churn/.dvc/config", "").Write("models/churn/src/app.csproj", "").Commit()
            .Git("sparse-checkout", "set", "--no-cone", "/models/churn/src/");
        File.Exists(repository["studio.lock.json"]).ShouldBeFalse("the checkout is to be sparse");

        var index = Index(repository, "models/churn/src");

        index.HasLockFile.ShouldBeTrue();
        index.DvcFolders.ShouldBe(["models/churn"]);
    }

    [Fact]
    public void Folders_that_are_only_in_the_work_tree_are_not_in_the_index()
    {
        using var repository = GitRepository.Create().Write(".dvc/config", "").Write("b/.dvc/.gitignore", "/tmp\n").Commit()
            .Write("new/.dvc/config", "").Write("studio.lock.json", "{}");

        var index = Index(repository, ".");

        index.HasLockFile.ShouldBeFalse();
        index.DvcFolders.ShouldBe(["", "b"]);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("größe/模型")]
    [InlineData("[ab]*?")]
    [InlineData(":(glob)x")]
    public void A_folder_of_any_name_is_named_as_it_is(string folder)
    {
        Skip.If(Needs.FileName(folder));
        using var repository = GitRepository.Create().Write($"{folder}/.dvc/config", "").Write($"{folder}/my lock.json", "").Commit();

        var index = Index(repository, ".", $"{folder}/my lock.json");

        index.HasLockFile.ShouldBeTrue();
        index.DvcFolders.ShouldBe([folder]);
    }

    [Fact]
    public void A_repository_without_a_commit_has_an_empty_index()
    {
        using var repository = GitRepository.Create().Write(".dvc/config", "");

        Index(repository, ".").DvcFolders.ShouldBeEmpty();
    }

    [Fact]
    public void An_ignored_folder_is_found_and_a_tracked_one_is_not_ignored()
    {
        using var repository = GitRepository.Create().Write("kept/.dvc/config", "").Commit()
            .Write(".gitignore", "/data/\n/kept/\n").Write("data/clone/.dvc/config", "").Write("other/.dvc/config", "");

        GitIgnore.Find(Tree(repository, "."), ["data/clone", "other", "kept", ""]).Value().ShouldBe(["data/clone"]);
    }

    [Fact]
    public void Many_folders_take_one_process()
    {
        using var repository = GitRepository.Create().Write(".gitignore", "*9\n");
        var folders = Enumerable.Range(0, 1000).Select(static at => $"{new string('m', 200)}/{at}").ToList();

        GitIgnore.Find(Tree(repository, "."), folders).Value().ShouldBe(folders.Where(static folder => folder.EndsWith('9')), ignoreOrder: true);
    }

    private static GitIndex Index(GitRepository repository, string folder, string lockFile = "studio.lock.json") => GitIndex.Read(Tree(repository, folder), lockFile).Value();

    private static WorkTree Tree(GitRepository repository, string folder) =>
        WorkTree.Locate(
            GitProgram.Find(repository[folder], repository.Environment, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).Value(),
            GitRoot.Find(repository[folder])).Value();
}
