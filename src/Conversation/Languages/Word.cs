namespace Banzhang.Conversation.Languages;

/// <summary>A word of a text: [From, To) in UTF-16 units.</summary>
public readonly record struct Word(int From, int To, PartOfSpeech Kind)
{
    public int Length => To - From;

    /// <summary>Whether it says something by itself.</summary>
    public bool IsContent => Kind is not (PartOfSpeech.Function or PartOfSpeech.Other);
}
