namespace Banzhang.Platform.Erasure;

/// <summary>A part of what is held about one person, on its way into the copy they get.</summary>
/// <param name="Name">Of the list in the document; in camel case, unique.</param>
/// <param name="Rows">Read as they are written.</param>
public sealed record DataPart(string Name, IAsyncEnumerable<object> Rows);
