using System.Collections.Frozen;
using System.Reflection;
using Banzhang.Kernel;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Notices;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Identity;

public enum ActorKind
{
    Nobody = 0,
    Person = 1,
    ApiKey = 2,
    Customer = 3,

    /// <summary>The product itself: jobs, clocks, deliveries.</summary>
    System = 4,
}

/// <summary>Who acts, and what they may do. Every handler and query asks it.</summary>
public sealed class Actor
{
    public static readonly Actor System = new() { Kind = ActorKind.System, Name = "system" };

    public static readonly Actor Nobody = new() { Kind = ActorKind.Nobody, Name = "" };

    public ActorKind Kind { get; init; }

    /// <summary>The account, key or customer; empty for the product itself and for nobody.</summary>
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string Role { get; init; } = "";

    public Guid? TeamId { get; init; }

    public Guid? SessionId { get; init; }

    public string Address { get; init; } = "";

    /// <summary>zh-CN or en.</summary>
    public string Language { get; init; } = "zh-CN";

    public string Theme { get; init; } = "";

    /// <summary>How the person wants to be told of alarms.</summary>
    public AlarmSignals Signals { get; init; } = AlarmSignals.None;

    public bool MustChangePassword { get; init; }

    public FrozenDictionary<string, Scope> Grants { get; init; } = FrozenDictionary<string, Scope>.Empty;

    /// <summary>Set for the one request that carried an idempotency key.</summary>
    public IdempotencyClaim? Claim { get; private init; }

    public bool IsSignedIn => Kind is ActorKind.Person or ActorKind.ApiKey;

    public Scope Reach(Permission permission) =>
        Kind == ActorKind.System ? Scope.All : Grants.GetValueOrDefault(permission.Code);

    /// <summary>May do it at least to what is theirs.</summary>
    public bool May(Permission permission) => Reach(permission) > Scope.None;

    /// <summary>What to answer when <see cref="May(Permission)"/> is false: a stranger signs in first, a person lacks the permission.</summary>
    public Refusal RefusalOf(Permission permission) => Kind == ActorKind.Nobody ? new SignInFirst() : new MayNot(permission.Code);

    /// <summary>May do it to a thing held by <paramref name="owners"/> in team <paramref name="team"/>.</summary>
    public bool May(Permission permission, Guid? team, params ReadOnlySpan<Guid?> owners) => Reach(permission) switch
    {
        Scope.All => true,
        Scope.Team => (team is not null && team == TeamId) || owners.Contains(Id),
        Scope.Own => owners.Contains(Id),
        Scope.None => false,
    };

    /// <summary>The same actor, whose next act also stores the answer to a request that may come again; null for an act that stores none.</summary>
    public Actor Claiming(IdempotencyClaim? claim) => new()
    {
        Kind = Kind,
        Id = Id,
        Name = Name,
        Role = Role,
        TeamId = TeamId,
        SessionId = SessionId,
        Address = Address,
        Language = Language,
        Theme = Theme,
        Signals = Signals,
        MustChangePassword = MustChangePassword,
        Grants = Grants,
        Claim = claim,
    };

    /// <summary>An endpoint that names an Actor gets the one the request was recognised as.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Actor?>(Of(context));

    public static Actor Of(HttpContext context) => context.Features.Get<Actor>() ?? Nobody;
}
