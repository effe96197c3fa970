using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.ApiKeys;
using Banzhang.Platform.Identity.SigningIn;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Platform;

public sealed class IdentityOnSqlite(SqliteProduct product) : IdentityTests(product), IClassFixture<SqliteProduct>;

public sealed class IdentityOnPostgres(PostgresProduct product) : IdentityTests(product), IClassFixture<PostgresProduct>;

public abstract class IdentityTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Actor Visitor = new() { Kind = ActorKind.Nobody, Address = "192.0.2.1" };

    [Fact]
    public async Task A_new_account_signs_in_with_its_one_time_password_and_must_change_it()
    {
        var (_, email, password) = await HireAsync("first");

        var signedIn = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value;
        var actor = await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop);

        Assert.True(actor!.MustChangePassword);
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData(null, "zh-CN")]
    public async Task The_language_chosen_on_the_way_in_is_spoken_from_then_on(string? chosen, string spoken)
    {
        var (_, email, password) = await HireAsync($"speaker-{spoken}");

        var signedIn = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test", chosen), Visitor, Stop)).Value;

        Assert.Equal(spoken, (await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop))!.Language);
    }

    [Fact]
    public async Task The_fifth_wrong_password_locks_the_account_even_for_the_right_one()
    {
        var (_, email, password) = await HireAsync("locked");
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<WrongEmailOrPassword>((await product.Get<SignInHandler>().HandleAsync(new(email, "wrong password", "test"), Visitor, Stop)).Refusal);
        }

        Assert.IsType<AccountIsLocked>((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Refusal);
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).IsDone);
    }

    [Fact]
    public async Task An_unknown_address_is_refused_like_a_wrong_password() =>
        Assert.IsType<WrongEmailOrPassword>((await product.Get<SignInHandler>().HandleAsync(new("nobody@example.com", "whatever it is", "test"), Visitor, Stop)).Refusal);

    [Fact]
    public async Task With_a_second_factor_a_password_alone_opens_nothing_and_a_code_works_once()
    {
        var (id, email, password) = await HireAsync("careful");
        var person = product.As(RoleCodes.Agent, id.Value, null);
        var prepared = (await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Value;
        var secret = FromBase32(prepared.Secret);
        var recovery = (await product.Get<ConfirmSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop)).Value;

        var signedIn = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value;
        Assert.True(signedIn.OwesSecondFactor);
        Assert.Null(await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop));
        Assert.IsType<WrongCode>((await product.Get<GiveSecondFactorHandler>().HandleAsync(new(signedIn.Token, CodeOf(secret)), Visitor, Stop)).Refusal);
        product.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await product.Get<GiveSecondFactorHandler>().HandleAsync(new(signedIn.Token, CodeOf(secret)), Visitor, Stop)).IsDone);
        Assert.NotNull(await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop));

        var again = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value;
        Assert.True((await product.Get<GiveSecondFactorHandler>().HandleAsync(new(again.Token, recovery[0]), Visitor, Stop)).IsDone);
        var third = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value;
        Assert.IsType<WrongCode>((await product.Get<GiveSecondFactorHandler>().HandleAsync(new(third.Token, recovery[0]), Visitor, Stop)).Refusal);
    }

    [Fact]
    public async Task Who_forgot_the_password_is_let_in_again_with_a_new_one_for_once()
    {
        var (id, email, password) = await HireAsync("forgetful");
        var session = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value.Token;
        for (var i = 0; i < 5; i++)
        {
            await product.Get<SignInHandler>().HandleAsync(new(email, "wrong password", "test"), Visitor, Stop);
        }

        var renewed = (await product.Get<RenewPasswordHandler>().HandleAsync(new(id), product.Administrator, Stop)).Value;

        Assert.Null(await product.Get<ActorRecognition>().BySessionAsync(session, "", Stop));
        Assert.IsType<WrongEmailOrPassword>((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Refusal);
        var again = (await product.Get<SignInHandler>().HandleAsync(new(email, renewed.Password, "test"), Visitor, Stop)).Value.Token;
        Assert.True((await product.Get<ActorRecognition>().BySessionAsync(again, "", Stop))!.MustChangePassword);
    }

    [Fact]
    public async Task A_second_factor_that_is_lost_is_taken_off_by_somebody_else_only()
    {
        var (id, email, password) = await HireAsync("phoneless");
        var person = product.As(RoleCodes.Administrator, id.Value, null);
        var prepared = (await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Value;
        await product.Get<ConfirmSecondFactorHandler>().HandleAsync(new(CodeOf(FromBase32(prepared.Secret))), person, Stop);

        Assert.IsType<OwnSecondFactorNeedsCode>((await product.Get<TakeOffSecondFactorHandler>().HandleAsync(new(id), person, Stop)).Refusal);
        Assert.True((await product.Get<TakeOffSecondFactorHandler>().HandleAsync(new(id), product.Administrator, Stop)).IsDone);
        Assert.False((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value.OwesSecondFactor);
    }

    [Fact]
    public async Task Who_manages_accounts_does_not_get_at_the_doors_of_those_who_rule()
    {
        var officer = product.As(RoleCodes.PeopleOfficer, Guid.CreateVersion7(product.Clock.GetUtcNow()), null);
        var ruler = (await product.Get<CreateAccountHandler>().HandleAsync(new("ruler@identity.example", "Ruler", RoleCodes.Administrator), product.Administrator, Stop)).Value.Id;
        var agent = (await product.Get<CreateAccountHandler>().HandleAsync(new("hired@identity.example", "Hired", RoleCodes.Agent), officer, Stop)).Value.Id;

        Refusal?[] refused =
        [
            (await product.Get<CreateAccountHandler>().HandleAsync(new("self@identity.example", "Self", RoleCodes.Administrator), officer, Stop)).Refusal,
            (await product.Get<ChangeAccountHandler>().HandleAsync(new(agent, "Hired", RoleCodes.Administrator, null), officer, Stop)).Refusal,
            (await product.Get<ChangeAccountHandler>().HandleAsync(new(ruler, "Ruler", RoleCodes.Agent, null), officer, Stop)).Refusal,
            (await product.Get<RenewPasswordHandler>().HandleAsync(new(ruler), officer, Stop)).Refusal,
            (await product.Get<TakeOffSecondFactorHandler>().HandleAsync(new(ruler), officer, Stop)).Refusal,
            (await product.Get<SwitchAccountHandler>().HandleAsync(new(ruler, Active: false), officer, Stop)).Refusal,
        ];

        Assert.All(refused, r => Assert.Equal(new MayNot(Permissions.ManageRoles.Code), r));
        Assert.True((await product.Get<ChangeAccountHandler>().HandleAsync(new(agent, "Hired", RoleCodes.Supervisor, null), officer, Stop)).IsDone);
        Assert.True((await product.Get<SwitchAccountHandler>().HandleAsync(new(ruler, Active: false), product.Administrator, Stop)).IsDone);
    }

    [Fact]
    public async Task Codes_cannot_be_tried_out_on_an_open_screen()
    {
        var (id, email, password) = await HireAsync("left-open");
        var person = product.As(RoleCodes.Agent, id.Value, null);
        var secret = FromBase32((await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Value.Secret);
        await product.Get<ConfirmSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop);
        product.Clock.Advance(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<WrongCode>((await product.Get<DropSecondFactorHandler>().HandleAsync(new("no-such-code"), person, Stop)).Refusal);
        }

        Assert.IsType<AccountIsLocked>((await product.Get<DropSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop)).Refusal);
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await product.Get<DropSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop)).IsDone);
        Assert.True((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).IsDone);
    }

    [Fact]
    public async Task Wrong_passwords_that_come_at_the_same_time_are_all_counted()
    {
        var (_, email, password) = await HireAsync("stormed");

        var tries = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => product.Get<SignInHandler>().HandleAsync(new(email, "wrong password", "test"), Visitor, Stop)));

        Assert.All(tries, t => Assert.True(t.Refusal is WrongEmailOrPassword or AccountIsLocked, t.Refusal?.Code));
        Assert.IsType<AccountIsLocked>((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Refusal);
    }

    [Fact]
    public async Task A_program_of_an_agents_role_reads_what_it_opened_whatever_team_has_it()
    {
        var key = (await product.Get<IssueApiKeyHandler>().HandleAsync(new("orders", RoleCodes.Agent, 10), product.Administrator, Stop)).Value;

        var program = (await product.Get<ActorRecognition>().ByKeyAsync(key.Token, "", Stop))!;

        Assert.Equal(Scope.All, program.Reach(global::Banzhang.Desk.Permissions.ReadTickets));
        Assert.Equal(Scope.None, program.Reach(Permissions.ManageAccounts));
    }

    [Fact]
    public async Task A_second_factor_is_not_replaced_without_a_code_of_it()
    {
        var (id, email, password) = await HireAsync("open-screen");
        var person = product.As(RoleCodes.Agent, id.Value, null);
        var secret = FromBase32((await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Value.Secret);
        await product.Get<ConfirmSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop);

        Assert.IsType<SecondFactorIsOn>((await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Refusal);
        Assert.True((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value.OwesSecondFactor);
    }

    [Fact]
    public async Task Wrong_codes_add_up_over_several_sign_ins_until_the_account_is_locked()
    {
        var (id, email, password) = await HireAsync("guessed");
        var person = product.As(RoleCodes.Agent, id.Value, null);
        var secret = FromBase32((await product.Get<PrepareSecondFactorHandler>().HandleAsync(new(), person, Stop)).Value.Secret);
        await product.Get<ConfirmSecondFactorHandler>().HandleAsync(new(CodeOf(secret)), person, Stop);

        for (var round = 0; round < 5; round++)
        {
            var session = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value.Token;
            await product.Get<GiveSecondFactorHandler>().HandleAsync(new(session, "not-a-code"), Visitor, Stop);
        }

        Assert.IsType<AccountIsLocked>((await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Refusal);
    }

    [Fact]
    public async Task A_new_role_counts_from_the_next_request_and_nobody_changes_their_own()
    {
        var (id, email, password) = await HireAsync("risen");
        var session = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value.Token;
        Assert.Equal(RoleCodes.Agent, (await product.Get<ActorRecognition>().BySessionAsync(session, "", Stop))!.Role);

        Assert.True((await product.Get<ChangeAccountHandler>().HandleAsync(new(id, "Risen", RoleCodes.Supervisor, null), product.Administrator, Stop)).IsDone);

        Assert.Equal((RoleCodes.Supervisor, "Risen"), await product.Get<ActorRecognition>().BySessionAsync(session, "", Stop) is { } now ? (now.Role, now.Name) : default);
        Assert.IsType<OwnRoleStays>((await product.Get<ChangeAccountHandler>().HandleAsync(new(new(product.Administrator.Id), "Me", RoleCodes.Agent, null), product.Administrator, Stop)).Refusal);
        Assert.IsType<UnknownRole>((await product.Get<ChangeAccountHandler>().HandleAsync(new(id, "Risen", "king", null), product.Administrator, Stop)).Refusal);
    }

    [Fact]
    public async Task An_ended_session_opens_nothing_more()
    {
        var (id, email, password) = await HireAsync("leaver");
        var signedIn = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "test"), Visitor, Stop)).Value;
        var actor = (await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop))!;

        await product.Get<EndSessionHandler>().HandleAsync(new(new SessionId(actor.SessionId!.Value)), product.As(RoleCodes.Agent, id.Value, null), Stop);

        Assert.Null(await product.Get<ActorRecognition>().BySessionAsync(signedIn.Token, "", Stop));
    }

    [Fact]
    public async Task A_password_change_ends_the_other_sessions()
    {
        var (_, email, password) = await HireAsync("changer");
        var here = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "here"), Visitor, Stop)).Value;
        var there = (await product.Get<SignInHandler>().HandleAsync(new(email, password, "there"), Visitor, Stop)).Value;
        var actor = (await product.Get<ActorRecognition>().BySessionAsync(here.Token, "", Stop))!;

        Assert.IsType<PasswordTooShort>((await product.Get<ChangePasswordHandler>().HandleAsync(new(password, "short"), actor, Stop)).Refusal);
        Assert.True((await product.Get<ChangePasswordHandler>().HandleAsync(new(password, "a long enough secret"), actor, Stop)).IsDone);

        Assert.NotNull(await product.Get<ActorRecognition>().BySessionAsync(here.Token, "", Stop));
        Assert.Null(await product.Get<ActorRecognition>().BySessionAsync(there.Token, "", Stop));
    }

    [Fact]
    public async Task An_api_key_is_stored_hashed_and_dies_by_age_or_by_hand()
    {
        var key = (await product.Get<IssueApiKeyHandler>().HandleAsync(new("load", RoleCodes.Agent, 1), product.Administrator, Stop)).Value;
        var other = (await product.Get<IssueApiKeyHandler>().HandleAsync(new("other", RoleCodes.Agent, 10), product.Administrator, Stop)).Value;
        await using var db = product.Read();

        Assert.DoesNotContain(await db.Set<ApiKey>().ToListAsync(Stop), k => k.Prefix == key.Token || System.Text.Encoding.UTF8.GetString(k.TokenHash) == key.Token);
        Assert.NotNull(await product.Get<ActorRecognition>().ByKeyAsync(key.Token, "", Stop));
        product.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Null(await product.Get<ActorRecognition>().ByKeyAsync(key.Token, "", Stop));
        Assert.NotNull(await product.Get<ActorRecognition>().ByKeyAsync(other.Token, "", Stop));
        await product.Get<RevokeApiKeyHandler>().HandleAsync(new(other.Id), product.Administrator, Stop);
        Assert.Null(await product.Get<ActorRecognition>().ByKeyAsync(other.Token, "", Stop));
    }

    private async Task<(AccountId Id, string Email, string Password)> HireAsync(string name)
    {
        var email = $"{name}@identity.example";
        var created = (await product.Get<CreateAccountHandler>().HandleAsync(new(email, name, RoleCodes.Agent), product.Administrator, Stop)).Value;
        return (created.Id, email, created.Password);
    }

    private string CodeOf(byte[] secret) => Totp.CodeAt(secret, Totp.StepAt(product.Clock.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
