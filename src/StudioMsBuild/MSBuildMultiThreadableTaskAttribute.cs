namespace Microsoft.Build.Framework;

/// <summary>Tells MSBuild that a task uses no state of the process, so that a multithreaded build runs it in-process.</summary>
/// <remarks>
/// The engine looks for this name only; the public type of Microsoft.Build.Framework 18.3 would keep older engines from loading
/// the task.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
