using System.Diagnostics;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>A refusal as an RFC 9457 problem document in the caller's language, with the path of the field.</summary>
public static class Problems
{
    public static int StatusOf(Refusal refusal) => refusal switch
    {
        SignInFirst => StatusCodes.Status401Unauthorized,
        NotPermitted => StatusCodes.Status403Forbidden,
        WrongMethod => StatusCodes.Status405MethodNotAllowed,
        NotFound => StatusCodes.Status404NotFound,
        TooLarge => StatusCodes.Status413PayloadTooLarge,
        StaleVersion => StatusCodes.Status412PreconditionFailed,
        Invalid => StatusCodes.Status400BadRequest,
        Conflict => StatusCodes.Status409Conflict,
        TooManyRequests => StatusCodes.Status429TooManyRequests,
        Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new UnreachableException($"No status for {refusal.Code}."),
    };

    public static IResult Of(Refusal refusal)
    {
        var text = WordBook.Say(refusal);
        var problem = new Problem(
            $"/problems/{refusal.Code}",
            text,
            StatusOf(refusal),
            refusal.Code,
            refusal is Invalid { Field.Length: > 0 } invalid ? [new(invalid.Field, refusal.Code, text)] : null,
            (refusal as StaleVersion)?.Current,
            Activity.Current?.TraceId.ToString());
        return Results.Json(problem, ApiJson.Options, "application/problem+json", problem.Status);
    }

    /// <param name="Type">A relative reference naming the code.</param>
    /// <param name="Title">The sentence for a person.</param>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">Stable name of the refusal.</param>
    /// <param name="Errors">The fields that are wrong.</param>
    /// <param name="Current">The current state, where the caller's was stale.</param>
    /// <param name="RequestId">To find it in the logs.</param>
    public sealed record Problem(string Type, string Title, int Status, string Code, IReadOnlyList<FieldProblem>? Errors, object? Current, string? RequestId);

    public sealed record FieldProblem(string Field, string Code, string Message);
}

/// <summary>The version given in If-Match is not the current one, which comes with it.</summary>
public sealed record StaleVersion(object? Current = null) : Conflict;

/// <summary>More than is taken in one piece (413).</summary>
public abstract record TooLarge(string Field) : Invalid(Field);

/// <param name="Most">Bytes.</param>
public sealed record BodyIsTooLarge(long Most) : TooLarge("")
{
    public override object[] Arguments => [Most / 1024];
}

public sealed record BodyIsNotJson(long Line, long Position) : Invalid("")
{
    public override object[] Arguments => [Line, Position];
}

public sealed record BodyIsMissing() : Invalid("");

public sealed record UnknownField(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

public sealed record FieldHasWrongType(string Field, string Expected) : Invalid(Field)
{
    public override object[] Arguments => [Field, Expected];
}

public sealed record FieldIsNotBase64(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

public sealed record FieldIsMissing(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

public sealed record IdempotencyKeyReused : Conflict;

public sealed record IdempotencyKeyIsTooLong() : Invalid("Idempotency-Key");

public sealed record CursorIsUnreadable() : Invalid("cursor");

public sealed record LimitOutOfRange(int Most) : Invalid("limit")
{
    public override object[] Arguments => [Most];
}

public sealed record IfMatchIsUnreadable() : Invalid("If-Match");

public sealed record NoSuchPlace : NotFound;

public sealed record TooManyRequests : Unavailable;

public sealed record SomethingFailed : Unavailable;
