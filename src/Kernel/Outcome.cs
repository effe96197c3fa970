namespace Banzhang.Kernel;

/// <summary>Why the business says no. The type's name is its code and the key of its text in <c>Words</c>.</summary>
public abstract record Refusal
{
    /// <summary>Stable code, e.g. <c>TicketAlreadyResolved</c>.</summary>
    public string Code => GetType().Name;

    /// <summary>Values for the placeholders of the text, in order.</summary>
    public virtual object[] Arguments => [];
}

/// <summary>The thing asked for does not exist, or not for this actor (404).</summary>
public abstract record NotFound : Refusal;

/// <summary>The actor may not do this (403).</summary>
public abstract record NotPermitted : Refusal;

/// <summary>The input cannot be accepted (400). <see cref="Field"/> is the path of the field in the request, empty for the whole.</summary>
public abstract record Invalid(string Field) : Refusal;

/// <summary>The state of the thing does not allow it (409).</summary>
public abstract record Conflict : Refusal;

/// <summary>Not now; try again later (503).</summary>
public abstract record Unavailable : Refusal;

/// <summary>Done, or refused with a reason. Bugs are exceptions; an expected "no" is a value.</summary>
public readonly struct Outcome
{
    private Outcome(Refusal? refusal) => Refusal = refusal;

    /// <summary>Null when done.</summary>
    public Refusal? Refusal { get; }

    public bool IsDone => Refusal is null;

    public static Outcome Done => default;

    public static Outcome Refused(Refusal refusal) => new(refusal);

    /// <summary>Done with a value whose type is an interface, which does not convert by itself.</summary>
    public static Outcome<T> Of<T>(T value) => value;

    public static implicit operator Outcome(Refusal refusal) => new(refusal);
}

/// <summary>Done with a value, or refused with a reason.</summary>
/// <typeparam name="T">What is handed out when done.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Null when done.</summary>
    public Refusal? Refusal { get; }

    public bool IsDone => Refusal is null;

    /// <summary>The value; asking a refused outcome for it is a bug.</summary>
    /// <exception cref="InvalidOperationException">The outcome is a refusal.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused with {Refusal.Code}; there is no value.\nMaybe look at Refusal first.");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
