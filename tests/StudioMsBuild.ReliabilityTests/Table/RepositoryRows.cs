namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>Repositories that people have, in which a second project or the wrong folder would be registered.</summary>
internal static class RepositoryRows
{
    private const string Churn = "models/churn";
    private const string ChurnProject = $"{Churn}/src/studio.proj";

    public static IEnumerable<Row> All { get; } =
    [
        Repository("a sparse checkout hides the .dvc folder", ChurnProject, async site =>
        {
            WithDvc(site, Churn).Project(ChurnProject);
            site.Repository.Commit().Git("sparse-checkout", "set", "--cone", $"{Churn}/src");
            return await site.RegisterProjectAsync(ChurnProject);
        },
        site => site.Repository.Git("checkout", "--ignore-skip-worktree-bits", "--", $"{Churn}/.dvc")),
        Repository("a sparse checkout hides the lock file", ChurnProject, async site =>
        {
            WithDvc(site, Churn).Project(ChurnProject);
            (await site.RegisterProjectAsync(ChurnProject)).ShouldSucceed();
            site.Repository.Commit().Git("sparse-checkout", "set", "--no-cone", "/*", "!/studio.lock.json");
            DeleteState(site);
            return await site.RegisterProjectAsync(ChurnProject);
        },
        site => site.Repository.Git("checkout", "--ignore-skip-worktree-bits", "--", "studio.lock.json")),
        Repository("the folder gets its .dvc after it was registered", ChurnProject, async site =>
        {
            site.Project(ChurnProject);
            (await site.RegisterProjectAsync(ChurnProject)).ShouldSucceed();
            WithDvc(site, Churn);
            return await site.RegisterProjectAsync(ChurnProject);
        }),
        Repository("an image without .git and .dvc has the lock file", ChurnProject, async site =>
        {
            WithDvc(site, Churn).Project(ChurnProject);
            (await site.RegisterProjectAsync(ChurnProject)).ShouldSucceed();
            Directory.Delete(site.Repository[".git"], recursive: true);
            Directory.Delete(site.Repository[$"{Churn}/.dvc"], recursive: true);
            site.Repository.Set("STUDIOREPOURL", Site.RepositoryUrl);
            return await site.RegisterProjectAsync(ChurnProject);
        }),
        Repository("a project is in no .dvc folder, but others are", "library/studio.proj", async site =>
        {
            WithDvc(site, Churn, "models/fraud").Project("library/studio.proj");
            return await site.RegisterProjectAsync("library/studio.proj");
        }),
        Repository("an item's wildcard was not expanded", "studio.proj", async site =>
        {
            WithDvc(site, Churn);
            Items(site, "$([System.String]::Copy('models/*/.dvc/config'))");
            return await site.RegisterAsync();
        },
        site => Items(site, $"{Churn}/.dvc/config")),
        Repository("an item names a file other than DVC's", "studio.proj", async site =>
        {
            WithDvc(site, Churn).Repository.Write($"{Churn}/params.yaml", "");
            Items(site, "models/*/params.yaml");
            return await site.RegisterAsync();
        },
        site => Items(site, $"{Churn}/.dvc/config")),
        Repository("a wildcard also finds a worktree, a clone, an ignored folder and a link", "studio.proj", async site =>
        {
            WithDvc(site, Churn).Repository.Write(".gitignore", "/scratch/\n").Commit()
                .Git("worktree", "add", "--quiet", "trees/one").Git("clone", "--quiet", site.Repository.Path, "clones/one").Write("scratch/.dvc/config", "");
            Directory.CreateSymbolicLink(site.Repository["link"], site.Repository[Churn]);
            Items(site, "**/.dvc/config");
            return await site.RegisterAsync();
        }) with { Missing = Needs.Unix },
        Repository("there is no git, StudioRepoUrl is set", ChurnProject, async site =>
        {
            WithDvc(site, Churn).Project(ChurnProject);
            var path = site.Repository.Environment["PATH"];
            // A process of its own: another PATH in this one would be everybody's.
            site.Repository.Set("STUDIOREPOURL", Site.RepositoryUrl).Set("PATH", WithoutGit(site));
            var first = await site.StartIn(site.Repository.Path, ChurnProject).EndAsync();
            site.Repository.Set("PATH", path);
            return first;
        }) with { Missing = Needs.Unix },
        Repository("StudioForce for a project that builds others", "all.proj", async site =>
        {
            Traversal(site);
            return await site.RegisterProjectAsync("all.proj", "-p:StudioForce=true");
        },
        again: site => site.RegisterProjectAsync("a/studio.proj", "-p:StudioLockedMode=true")),
        Repository("StudioForce for a project that builds others on several nodes", "all.proj", async site =>
        {
            Traversal(site);
            return await site.StartIn(site.Repository.Path, "all.proj", "-p:StudioForce=true", "-m:4").EndAsync();
        },
        again: site => site.RegisterProjectAsync("all.proj", "-p:StudioLockedMode=true")),
        Repository("StudioAdopt for a project that builds others", "all.proj", async site =>
        {
            Traversal(site);
            return await site.RegisterProjectAsync("all.proj", $"-p:StudioAdopt={site.Studio.Url}/user/ada/projects/iris-a1");
        },
        again: site => site.RegisterProjectAsync("a/studio.proj", "-p:StudioLockedMode=true")),
        Repository("the remote changes from https to ssh at Bitbucket Data Center", "studio.proj", async site =>
        {
            site.Repository.Git("remote", "set-url", "origin", "https://bitbucket.example.com/scm/ml/iris.git");
            (await site.RegisterAsync()).ShouldSucceed();
            site.Repository.Git("remote", "set-url", "origin", "ssh://git@bitbucket.example.com:7999/ml/iris.git");
            return await site.RegisterAsync();
        }),
        Repository("origin is a fork, and upstream is registered", "studio.proj", async site =>
        {
            (await site.RegisterAsync()).ShouldSucceed();
            site.Repository.Git("remote", "rename", "origin", "upstream").Remote("origin", "https://github.com/grace/iris.git");
            return await site.RegisterAsync();
        },
        again: site => site.RegisterAsync("-p:StudioGitRemote=upstream")),
        Repository("the .dvc folder is not committed", ChurnProject, async site =>
        {
            site.Repository.Write($"{Churn}/.dvc/config", "");
            site.Project(ChurnProject);
            return await site.RegisterProjectAsync(ChurnProject);
        }),
        Repository("the hook on a branch without the lock file", "studio.proj", async site =>
        {
            site.Repository.Commit().Git("branch", "other");
            (await site.RegisterAsync()).ShouldSucceed();
            site.Repository.Commit().Git("checkout", "--quiet", "other");
            var hook = await site.HookAsync();
            // What a lock file that is there again would stop.
            site.Repository.Git("checkout", "--quiet", "main");
            return hook;
        }),
        Repository("the lock file was deleted, and the target runs", "studio.proj", async site =>
        {
            (await site.RegisterAsync()).ShouldSucceed();
            File.Delete(site.LockFile);
            return await site.RegisterAsync();
        }),
        Repository("locked mode without an entry where no lock can be taken", "studio.proj", async site =>
        {
            site.Repository.Write(".git/studio-msbuild", "");
            return await site.RegisterAsync("-p:StudioLockedMode=true");
        },
        site => File.Delete(site.State)),
        Repository("GITHUB_OUTPUT is a folder", "studio.proj", async site =>
        {
            site.Repository.Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", site.Repository.Box.Path);
            return await site.RegisterAsync($"-p:StudioUrl={site.Studio.Url}");
        }),
        Repository("GITHUB_OUTPUT is a relative path", "studio.proj", async site =>
        {
            site.Repository.Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", "rel.out");
            return await site.RegisterAsync($"-p:StudioUrl={site.Studio.Url}");
        }),
    ];

    private static Row Repository(string fault, string project, Func<Site, Task<BuildResult>> meet, Action<Site>? repair = null, Func<Site, Task<BuildResult>>? again = null) => new("repository", fault)
    {
        Meet = meet,
        Repair = site =>
        {
            repair?.Invoke(site);
            return Task.CompletedTask;
        },
        Again = again ?? (site => site.RegisterProjectAsync(project)),
    };

    /// <summary>Folders with a .dvc folder that Git knows.</summary>
    private static Site WithDvc(Site site, params string[] folders)
    {
        foreach (var folder in folders)
            site.Repository.Write($"{folder}/.dvc/config", "").Git("add", $"{folder}/.dvc/config");
        return site;
    }

    private static void Items(Site site, string include)
    {
        site.Project("studio.proj");
        var project = File.ReadAllText(site.Repository["studio.proj"]);
        site.Repository.Write("studio.proj", project.Replace("</Project>", $"<ItemGroup><StudioRegistration Include=\"{include}\" /></ItemGroup></Project>", StringComparison.Ordinal));
    }

    private static void Traversal(Site site)
    {
        foreach (var folder in (string[])["a", "b", "c"])
            WithDvc(site, folder).Project($"{folder}/studio.proj");
        site.Repository.Write("all.proj", """
            <Project>
              <Target Name="RegisterStudioProject">
                <MSBuild Projects="a/studio.proj;b/studio.proj;c/studio.proj" Targets="RegisterStudioProject" BuildInParallel="true" ContinueOnError="ErrorAndContinue" />
              </Target>
            </Project>
            """);
    }

    private static void DeleteState(Site site) => Directory.Delete(site.State, recursive: true);

    /// <summary>A PATH with dotnet, and nothing else.</summary>
    private static string WithoutGit(Site site)
    {
        var bin = Directory.CreateDirectory(site.Repository.Box["bin"]).FullName;
        var dotnet = site.Repository.Environment["PATH"].Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet"), dotnet);
        return bin;
    }
}
