using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <param name="Chinese">What stands for a queue without its own template.</param>
/// <param name="English">The same.</param>
public sealed record LettersModel(IReadOnlyList<(QueueCard Queue, QueueLetter Letter)> Rows, string Chinese, string English, int Version);

/// <summary>What each queue writes around its answers.</summary>
internal sealed class LettersQuery(SettingsBook settings, IQueues queueBook)
{
    public async Task<Outcome<LettersModel>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        var letters = await settings.GetAsync(MailSettings.Letters, stop);
        string Default(string language) => Words.ResourceManager.GetString(nameof(Words.LetterTemplate), CultureInfo.GetCultureInfo(language))!;
        return new LettersModel(
            [.. (await queueBook.ReadAsync(stop)).Select(q => (q, letters.Value.Of(q.Code) ?? new(q.Code, "", "", "", "")))], Default(Languages.Chinese), Default(Languages.English), letters.Version);
    }
}

public sealed record SaveLetters(IReadOnlyList<QueueLetter> Letters, int BasedOn);

internal sealed class SaveLettersHandler(SettingsBook settings)
{
    private const int LongestTemplate = 4000, LongestSignature = 2000;

    public async Task<Outcome<int>> HandleAsync(SaveLetters command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        foreach (var letter in command.Letters)
        {
            var unclean = CleanText.Check("template", letter.Template, 0, LongestTemplate) ?? CleanText.Check("template", letter.EnglishTemplate, 0, LongestTemplate)
                ?? CleanText.Check("signature", letter.Signature, 0, LongestSignature) ?? CleanText.Check("signature", letter.EnglishSignature, 0, LongestSignature);
            if (unclean is not null)
            {
                return unclean;
            }
        }

        return await settings.ChangeAsync(MailSettings.Letters, new QueueLetters([.. command.Letters.Where(l => (l.Signature + l.EnglishSignature + l.Template + l.EnglishTemplate).Length > 0)]), command.BasedOn, by, stop);
    }
}
