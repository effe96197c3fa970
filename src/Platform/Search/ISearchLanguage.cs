namespace Banzhang.Platform.Search;

/// <summary>How texts are read when they are searched: the machinery knows no language, a room brings the one tokenizer of the product.</summary>
public interface ISearchLanguage
{
    /// <summary>As long as the text, so that places stay; texts that only differ in script, width or case become the same.</summary>
    string Fold(string text);

    /// <summary>The pieces of a question, folded, that a text must hold, each somewhere.</summary>
    IReadOnlyList<string> Needles(string question);
}
