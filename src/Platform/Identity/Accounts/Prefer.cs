using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>One's own language (zh-CN, en) and theme (light, dark, or empty for the system's).</summary>
public sealed record Prefer(string Language, string Theme);

public sealed class PreferHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(Prefer command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        var language = command.Language == "en" ? "en" : "zh-CN";
        var theme = command.Theme is "light" or "dark" ? command.Theme : "";
        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            (await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(by.Id), token)).Prefer(language, theme);
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
