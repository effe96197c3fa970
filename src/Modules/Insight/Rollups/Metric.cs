using Banzhang.Desk.Contracts;
using Banzhang.Platform.Ledger;
using Banzhang.Voice.Contracts;

namespace Banzhang.Insight.Rollups;

/// <summary>What is counted. Rates are made of two of these and never stored.</summary>
public enum Metric
{
    /// <summary>Contacts that became tickets.</summary>
    Opened = 1,

    /// <summary>First public answers of a person; Sum is business seconds since opening.</summary>
    FirstResponses = 2,

    /// <summary>Those with a promise.</summary>
    FirstResponsesPromised = 3,

    /// <summary>Those within the promise.</summary>
    FirstResponsesMet = 4,

    /// <summary>First resolutions; Sum is business seconds since opening. A reopened ticket counts once.</summary>
    Resolved = 5,

    /// <summary>First resolutions after exactly one public answer.</summary>
    ResolvedAtOnce = 6,
    Reopened = 7,
    Breaches = 8,
    Transfers = 9,
    Escalations = 10,

    /// <summary>Ratings; Sum is points of 1 to 5.</summary>
    Ratings = 11,

    /// <summary>Ratings of 4 or 5.</summary>
    SatisfiedRatings = 12,

    CustomerMessages = 13,
    AgentAnswers = 14,
}

public sealed record MetricStep(Metric Metric, long Count = 1, long Sum = 0, long WallSum = 0);

/// <summary>What an event counts. The listener and the verification use the same, so that they can only differ by lost or doubled events.</summary>
internal static class MetricSteps
{
    private const int Satisfied = 4;

    public static TicketFacts? FactsOf(IDomainEvent happened) => happened switch
    {
        TicketEvent e => e.Facts,
        TicketRated e => e.Facts,
        _ => null,
    };

    public static IEnumerable<MetricStep> Of(IDomainEvent happened)
    {
        switch (happened)
        {
            case TicketOpened:
                yield return new(Metric.Opened);
                yield return new(Metric.CustomerMessages);
                break;
            case FirstResponseGiven e:
                yield return new(Metric.FirstResponses, 1, Seconds(e.Business), Seconds(e.Wall));
                if (e.Met is { } met)
                {
                    yield return new(Metric.FirstResponsesPromised);
                    if (met)
                    {
                        yield return new(Metric.FirstResponsesMet);
                    }
                }

                break;
            case TicketResolved { Cycle: 1 } e:
                yield return new(Metric.Resolved, 1, Seconds(e.Business), Seconds(e.Wall));
                if (e.PublicAnswers == 1)
                {
                    yield return new(Metric.ResolvedAtOnce);
                }

                break;
            case TicketReopened:
                yield return new(Metric.Reopened);
                break;
            case ClockBreached:
                yield return new(Metric.Breaches);
                break;
            case TicketTransferred:
                yield return new(Metric.Transfers);
                break;
            case TicketEscalated:
                yield return new(Metric.Escalations);
                break;
            case TicketRated e:
                yield return new(Metric.Ratings, 1, e.Score);
                if (e.Score >= Satisfied)
                {
                    yield return new(Metric.SatisfiedRatings);
                }

                break;
            case MessageAdded { Author: AuthorKind.Customer }:
                yield return new(Metric.CustomerMessages);
                break;
            case MessageAdded { Author: AuthorKind.Agent, Visibility: Visibility.Public }:
                yield return new(Metric.AgentAnswers);
                break;
        }
    }

    private static long Seconds(TimeSpan length) => length.Ticks / TimeSpan.TicksPerSecond;
}
