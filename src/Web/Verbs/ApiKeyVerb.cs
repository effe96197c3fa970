using System.CommandLine;
using Banzhang.Platform.Identity.ApiKeys;

namespace Banzhang.Web.Verbs;

internal static class ApiKeyVerb
{
    public static Command Command()
    {
        var name = new Option<string>("--name") { Description = Words.HelpKeyName, Required = true };
        var role = new Option<string>("--role") { Description = Words.HelpRole, Required = true };
        var days = new Option<int>("--days") { Description = Words.HelpDays, DefaultValueFactory = _ => 365 };
        var create = new Command("create", Words.HelpApiKeyCreate) { name, role, days, CommandLine.Data };
        create.SetAction(async (parsed, stop) =>
        {
            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var outcome = await services.GetRequiredService<IssueApiKeyHandler>().HandleAsync(
                new(parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.GetValue(days)), CommandActor.Administrator, stop);
            if (outcome.Refusal is { } refusal)
            {
                return CommandLine.Refuse(refusal);
            }

            Console.Out.WriteLine(outcome.Value.Token);
            return CommandLine.Done;
        });
        return new Command("apikey", Words.HelpApiKey) { create };
    }
}
