namespace Banzhang.Platform.Identity;

/// <summary>How far a permission reaches; each includes the ones before.</summary>
public enum Scope
{
    None = 0,

    /// <summary>What is assigned to the person.</summary>
    Own = 1,

    /// <summary>What belongs to the person's team.</summary>
    Team = 2,

    All = 3,
}
