namespace Quickstart;

/// <summary>A step that failed, in words for the user.</summary>
internal sealed class QuickstartException(string message) : Exception(message);
