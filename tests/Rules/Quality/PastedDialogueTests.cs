using Banzhang.Quality.Policies.Trying.Rules;

namespace Banzhang.Tests.Rules.Quality;

public sealed class PastedDialogueTests
{
    private static readonly string[] Agents = ["agent"], Customers = ["customer"];

    [Fact]
    public void Without_a_speaker_all_of_it_is_one_sentence_of_the_agent() =>
        Assert.Equal([new(true, "It is your fault: really.\nYou must wait.")], PastedDialogue.Read("It is your fault: really.\r\nYou must wait.", Agents, Customers));

    [Fact]
    public void A_line_a_turn_with_the_speaker_before_either_colon() =>
        Assert.Equal(
            [new(false, "Where is it?\nI wait."), new(true, "I look it up: one moment.")],
            PastedDialogue.Read("Customer: Where is it?\nI wait.\nAGENT\uFF1A I look it up: one moment.", Agents, Customers));

    [Fact]
    public void Turns_without_words_are_left_out() => Assert.Empty(PastedDialogue.Read("agent:\n\n", Agents, Customers));
}
