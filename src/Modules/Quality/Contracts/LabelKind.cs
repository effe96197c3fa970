namespace Banzhang.Quality.Contracts;

/// <summary>What is learnt from resolved tickets and suggested for new ones.</summary>
public enum LabelKind
{
    Category = 1,

    /// <summary>The kind of request.</summary>
    Type = 2,
    Priority = 3,
}
