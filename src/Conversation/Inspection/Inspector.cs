using Banzhang.Conversation.Emotions;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Recordings;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>Judges conversations by a policy: whole ones after they ended, and drafts while they are typed. Safe for all threads.</summary>
public sealed class Inspector(Rulebook rules)
{
    public Rulebook Rules => rules;

    /// <param name="recording">
    /// Its recording, when there is one: the strip is then that of the signal, and so are volume, rate, silences and interruptions where the
    /// turns have no volumes or times. Of a recording of one channel only strip and silences are taken: it does not tell who spoke.
    /// </param>
    public InspectionReport Inspect(Transcript transcript, Recording? recording = null)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        var work = new Workings(rules, transcript);
        Courtesy.Judge(work);
        Listening.Judge(work);
        var termRatio = Clarity.Judge(work);
        var (delivery, interruptions) = Delivery.Judge(work, recording);
        var emotions = EmotionCourse.Of(work.Customer);
        var empathy = Empathy.Judge(work, emotions);
        var mirroring = Empathy.Mirroring(work);
        var (risk, satisfaction) = ComplaintRisk.Of(work, emotions);
        List<Finding> findings = [.. work.Turns.SelectMany(turn => turn.Findings.OrderBy(finding => finding.From))];
        var (items, score, raw) = ScoreSheet.Of(work, findings);
        return new(
            transcript.Id,
            score,
            raw,
            rules.Policy.MaxScore,
            rules.Policy.Version,
            items,
            findings,
            [.. work.Highlights.OrderBy(highlight => highlight.Turn).ThenBy(highlight => highlight.From)],
            new(work.IsReached(Measures.OpenQuestion), work.IsReached(Measures.Restatement), work.IsReached(Measures.Summary), interruptions, work.RepeatedQuestions),
            empathy,
            termRatio,
            mirroring,
            delivery,
            emotions,
            Math.Round(risk, 4),
            Math.Round(satisfaction, 4),
            VoiceStrip.Of(transcript, recording));
    }

    /// <summary>What in an answer that is being typed should be said otherwise. Only what the draft itself shows.</summary>
    /// <param name="age">The customer's; null when it is not known.</param>
    public IReadOnlyList<Finding> CheckDraft(string draft, AgeGroup? age = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var work = new Workings(rules, new("", Channel.Chat, age, [new(Speaker.Agent, draft)]));
        Clarity.Judge(work);
        return [.. work.Turns[0].Findings.OrderBy(finding => finding.From)];
    }
}
