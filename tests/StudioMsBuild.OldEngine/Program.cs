using Microsoft.Build.Evaluation;
using StudioMsBuild.OldEngine;

// A project file, a target, then global properties as name=value. The exit code is 0 where the target succeeded.
var project = new Project(
    args[0],
    args.Skip(2).Select(static text => text.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase),
    toolsVersion: null);
Console.WriteLine($"MSBuild {project.GetPropertyValue("MSBuildVersion")} on .NET {Environment.Version}");
Console.WriteLine($"The task is in {Path.GetFullPath(project.GetPropertyValue("_StudioTaskAssembly"))}");
return project.Build(args[1], [new Printer()]) ? 0 : 1;
