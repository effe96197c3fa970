namespace Banzhang.Conversation.Policies;

/// <summary>What a phrase shows without being right or wrong in itself. The policy lists phrases by these names.</summary>
public enum Signal
{
    Greeting = 1,
    Closing = 2,

    /// <summary>A question that cannot be answered by yes or no.</summary>
    OpenQuestion = 3,

    /// <summary>Marks of a yes-or-no question, which win over those of an open one.</summary>
    ClosedQuestion = 4,

    /// <summary>Opens a restatement of what the customer said.</summary>
    Restatement = 5,
    Summary = 6,

    /// <summary>The agent names what the customer feels.</summary>
    EmotionNamed = 7,

    /// <summary>The agent expresses understanding or regret.</summary>
    Understanding = 8,

    /// <summary>The agent offers to do something.</summary>
    Solution = 9,

    /// <summary>Who does what next, or by when.</summary>
    NextStep = 10,

    /// <summary>Words that turn what follows into its opposite.</summary>
    Negation = 11,

    /// <summary>What follows is somebody else's word, repeated.</summary>
    Reporting = 12,
    Intensifier = 13,
    Diminisher = 14,

    /// <summary>The customer announces a complaint, the press, the law.</summary>
    Threat = 15,

    /// <summary>The customer says it is not the first time.</summary>
    Again = 16,

    /// <summary>The customer says it is solved, or thanks.</summary>
    Solved = 17,

    /// <summary>The customer says it is still not solved.</summary>
    Unsolved = 18,

    /// <summary>The customer wants to end the contract or leave.</summary>
    Leaving = 19,

    /// <summary>The agent asks for patience while looking something up.</summary>
    Hold = 20,

    /// <summary>Speech that belongs among friends; measured use is welcome with the young.</summary>
    Informal = 21,

    /// <summary>Words that deny a feeling; weaker than <see cref="Negation"/>, which also lifts a rule.</summary>
    Denial = 22,

    /// <summary>The agent offers help; lifts the rules that say so.</summary>
    Offer = 23,
}

/// <summary>What a customer's turn feels like.</summary>
public enum Emotion
{
    Neutral = 0,
    Anger = 1,
    Anxiety = 2,
    Disappointment = 3,
    Sadness = 4,
    Confusion = 5,
    Satisfied = 6,
}
