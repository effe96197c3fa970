using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>What is wrong with a place of a team's or a roster's file.</summary>
public enum TeamFileFault
{
    Empty = 1,
    NotJson,
    UnknownField,
    FieldTwice,
    Missing,
    ObjectWanted,
    ListWanted,
    TextWanted,
    NumberWanted,
    YesOrNoWanted,
    DateWanted,
    TimeWanted,
    ChoiceWanted,
    OutOfRange,
    NameTwice,
    DateTwice,
    UnknownShift,
    UnknownMember,
    UnknownContract,
    UnknownSkill,
    DateOutside,
    DateOrWeekdays,
    OffInterval,
    EndsBeforeItBegins,
    WantedTwice,
    BreakCount,
    OtherHorizon,
    TooLarge,
}

/// <summary>A file of a team or a roster cannot be used; the sentence names the place and how to mend it.</summary>
/// <param name="Place">Path of the field, e.g. <c>requirements[3].from</c>; <c>$</c> for the whole file.</param>
/// <param name="Given">What stood there.</param>
/// <param name="Wanted">What may stand there: a range, a form, a list.</param>
public sealed record TeamFileUnusable(string Place, TeamFileFault Fault, string Given, string Wanted) : Invalid(Place)
{
    public override object[] Arguments => [Place, Sentence.Fill(Sentence.Of(Fault), Given, Wanted)];
}
