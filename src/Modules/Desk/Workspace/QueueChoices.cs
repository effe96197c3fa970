using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>Queues as choices of a form, by their code and in the reader's language.</summary>
internal static class QueueChoices
{
    public static IReadOnlyList<Choice> Of(IEnumerable<QueueCard> queues) => [.. queues.Select(q => new Choice(q.Code, q.NameIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)))];
}
