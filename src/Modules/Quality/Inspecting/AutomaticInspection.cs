using Banzhang.Conversation.Inspection;
using Banzhang.Desk.Contracts;
using Banzhang.People.Contracts;
using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Quality.Inspecting;

/// <summary>What was judged, and which message each turn is: the words stay in Desk.</summary>
public sealed record JudgedConversation(InspectionReport Report, IReadOnlyList<Guid> Messages);

/// <summary>The automatic judgement of a ticket's conversation, made once for each time it was resolved.</summary>
internal sealed class AutomaticInspection
{
    public static readonly string Counter = "inspection";

    /// <summary>From 1, rising; for people and the key.</summary>
    public long Serial { get; private set; }

    public TicketId Ticket { get; private set; }

    /// <summary>1 for the first resolution, 2 after a reopening …</summary>
    public int Cycle { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>Who held the ticket when it was resolved.</summary>
    public AgentId? Agent { get; private set; }

    public TeamId? Team { get; private set; }

    public Desk.Contracts.Channel Channel { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int PolicyVersion { get; private set; }

    /// <summary>Hundredths of a point, without the findings that people set aside; <see cref="Judged"/> keeps what was judged.</summary>
    public int Score { get; private set; }

    /// <summary>Hundredths of a point.</summary>
    public int MaxScore { get; private set; }

    public int FindingCount { get; private set; }

    /// <summary>Whether a fatal finding stands that nobody set aside.</summary>
    public bool IsFatal { get; private set; }

    /// <summary>How often people said something of its findings; 0 as judged.</summary>
    public int Revision { get; private set; }

    /// <summary>Basis points, 0 to 10,000.</summary>
    public int ComplaintRisk { get; private set; }

    /// <summary>A <see cref="JudgedConversation"/> as JSON.</summary>
    public string Judged { get; private set; } = "";

    public static AutomaticInspection Of(long serial, WaitingInspection waiting, JudgedConversation judged, DateTimeOffset now) => new()
    {
        Serial = serial,
        Ticket = waiting.Ticket,
        Cycle = waiting.Cycle,
        Number = waiting.Number,
        Agent = waiting.Agent,
        Team = waiting.Team,
        Channel = waiting.Channel,
        At = now,
        PolicyVersion = judged.Report.PolicyVersion,
        Score = Hundredths(judged.Report.Score),
        MaxScore = Hundredths(judged.Report.MaxScore),
        FindingCount = judged.Report.Findings.Count,
        IsFatal = judged.Report.Findings.Any(f => f.Severity == Banzhang.Conversation.Policies.Severity.Fatal),
        ComplaintRisk = (int)Math.Round(judged.Report.ComplaintRisk * 10_000),
        Judged = StoredJson.Write(judged),
    };

    public JudgedConversation Read() => StoredJson.Read<JudgedConversation>(Judged)
        ?? throw new InvalidOperationException($"Inspection {Serial} holds no judgement.\nMaybe its row was edited by hand.");

    /// <summary>The score follows people's word; the judgement itself stays.</summary>
    /// <param name="setAside">Places of the findings that people said are none.</param>
    public void Correct(IReadOnlySet<int> setAside)
    {
        var corrected = Read().Report.Without(setAside);
        (Score, IsFatal) = (Hundredths(corrected.Score), corrected.IsFatal);
        Revision++;
    }

    /// <summary>What was quoted goes; what was found, where, and what it cost stays.</summary>
    public void Erase()
    {
        var judged = Read();
        Judged = StoredJson.Write(judged with
        {
            Report = judged.Report with
            {
                Findings = [.. judged.Report.Findings.Select(f => f with { Text = "", Suggestion = null, Replacement = null })],
                Highlights = [.. judged.Report.Highlights.Select(h => h with { Text = "" })],
            },
        });
    }

    private static int Hundredths(double points) => (int)Math.Round(points * 100, MidpointRounding.AwayFromZero);
}

internal sealed class AutomaticInspectionMapping : IEntityTypeConfiguration<AutomaticInspection>
{
    public void Configure(EntityTypeBuilder<AutomaticInspection> builder)
    {
        builder.ToTable("quality_inspections");
        builder.HasKey(i => i.Serial); // newest first
        builder.Property(i => i.Serial).ValueGeneratedNever();
        builder.Property(i => i.Number).HasMaxLength(20);
        builder.Property(i => i.Revision).IsConcurrencyToken(); // two people at once: each score must know both corrections
        builder.HasIndex(i => new { i.Ticket, i.Cycle }).IsUnique(); // judged once; the inspections of a ticket
        builder.HasIndex(i => new { i.Team, i.Serial }); // a supervisor's list, newest first
        builder.HasIndex(i => new { i.Agent, i.Serial }); // an agent's own
    }
}

/// <summary>A ticket that was resolved and is not judged yet; the job takes it.</summary>
internal sealed class WaitingInspection
{
    public TicketId Ticket { get; private set; }

    public int Cycle { get; private set; }

    public AgentId? Agent { get; private set; }

    public TeamId? Team { get; private set; }

    public Desk.Contracts.Channel Channel { get; private set; }

    public string Number { get; private set; } = "";

    public static WaitingInspection Of(TicketResolved happened, string number) => new()
    {
        Ticket = happened.Facts.Ticket,
        Cycle = happened.Cycle,
        Agent = happened.Facts.Agent,
        Team = happened.Facts.Team,
        Channel = happened.Facts.Channel,
        Number = number,
    };
}

internal sealed class WaitingInspectionMapping : IEntityTypeConfiguration<WaitingInspection>
{
    public void Configure(EntityTypeBuilder<WaitingInspection> builder)
    {
        builder.ToTable("quality_waiting_inspections");
        builder.HasKey(w => new { w.Ticket, w.Cycle });
        builder.Property(w => w.Number).HasMaxLength(20);
    }
}

/// <summary>What a person said of a finding.</summary>
public enum CorrectionVerdict
{
    /// <summary>Rightly found.</summary>
    Agreed = 1,

    /// <summary>Wrongly found; the policy may learn an exception.</summary>
    NotAFinding = 2,
}

/// <summary>The newest word of a person on one finding; who said what before is in the audit trail.</summary>
internal sealed class Correction
{
    public long Inspection { get; private set; }

    /// <summary>Place in the report's findings, from 0.</summary>
    public int Finding { get; private set; }

    public CorrectionVerdict Verdict { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    public string By { get; private set; } = "";

    public static Correction Of(long inspection, int finding) => new() { Inspection = inspection, Finding = finding };

    public void Become(CorrectionVerdict verdict, Platform.Identity.Actor by, DateTimeOffset now) => (Verdict, At, ById, By) = (verdict, now, by.Id, by.Name);
}

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> builder)
    {
        builder.ToTable("quality_corrections");
        builder.HasKey(c => new { c.Inspection, c.Finding });
        builder.Property(c => c.By).HasMaxLength(200);
    }
}
