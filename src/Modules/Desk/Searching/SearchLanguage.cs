using Banzhang.Conversation.Languages;
using Banzhang.Platform.Search;

namespace Banzhang.Desk.Searching;

/// <summary>Search reads texts as inspection and classification do. Every room's search uses it; it stands here because the search page does.</summary>
internal sealed class SearchLanguage : ISearchLanguage
{
    public string Fold(string text) => CharacterFolding.Fold(text);

    public IReadOnlyList<string> Needles(string question) => SearchNeedles.Of(question);
}
