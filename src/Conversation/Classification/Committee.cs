namespace Banzhang.Conversation.Classification;

/// <summary>
/// Makes probabilities of the members' scores: the softmax of their weighted sum. Weights and offsets are learnt from scores of samples the
/// members had not seen, which is what calibrates the probabilities. Where there are many samples it also learns what a member's score of one
/// class says about another: classes that are taken for each other are told apart by it.
/// </summary>
/// <param name="MemberWeights">One for each member.</param>
/// <param name="Offsets">One for each class.</param>
/// <param name="Across">Members times classes times classes: the weight of a member's score of one class for another; empty for few samples.</param>
internal sealed record Committee(double[] MemberWeights, double[] Offsets, double[] Across)
{
    private const int Steps = 400, StepsAcross = 200;
    private const double OffsetPenalty = 1e-3;

    /// <summary>As if so many samples said that a score tells of its own class only.</summary>
    private const double AcrossPenalty = 10;

    /// <summary>Weights across classes are learnt when there are at least so many samples for each.</summary>
    private const int SamplesEach = 10;

    /// <summary>The gradient is summed in so many parts, always the same, so that the sum does not depend on the machine.</summary>
    private const int Parts = 8;

    /// <param name="scores">Members times classes, member by member.</param>
    /// <param name="probabilities">One for each class; overwritten.</param>
    public void Judge(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var count = Offsets.Length;
        Offsets.CopyTo(probabilities);
        for (var m = 0; m < MemberWeights.Length; m++)
        {
            for (var k = 0; k < count; k++)
                probabilities[k] += MemberWeights[m] * scores[(m * count) + k];
        }
        if (Across.Length > 0)
            AddAcross(scores, probabilities);
        var (most, total) = (double.NegativeInfinity, 0.0);
        foreach (var sum in probabilities)
            most = Math.Max(most, sum);
        for (var k = 0; k < count; k++)
            total += probabilities[k] = Math.Exp(probabilities[k] - most);
        for (var k = 0; k < count; k++)
            probabilities[k] /= total;
    }

    /// <summary>Least log loss, by gradient descent with a step for each parameter (Adam).</summary>
    public static Committee Learn(IReadOnlyList<double[]> scores, int[] classes, int members, int classCount, ParallelOptions work)
    {
        // Members speak in different units: each starts with the same say.
        var spreads = Spreads(scores, members, classCount);
        var across = members * classCount * classCount;
        across = scores.Count >= (long)across * SamplesEach ? across : 0;
        var (plain, parameters) = (members + classCount, new double[members + classCount + across]);
        Array.Fill(parameters, 1.5 / members, 0, members);
        var (means, squares) = (new double[parameters.Length], new double[parameters.Length]);
        for (var step = 1; step <= (across > 0 ? StepsAcross : Steps); step++)
        {
            var gradient = Gradient(Of(parameters, spreads, classCount), scores, classes, spreads, work);
            for (var p = 0; p < parameters.Length; p++)
            {
                var penalty = p < members ? 0 : p < plain ? (across > 0 ? AcrossPenalty / scores.Count : OffsetPenalty) : AcrossPenalty / scores.Count;
                var slope = (gradient[p] / scores.Count) + (penalty * parameters[p]);
                means[p] = (0.9 * means[p]) + (0.1 * slope);
                squares[p] = (0.99 * squares[p]) + (0.01 * slope * slope);
                var rate = (p < plain ? 0.1 : 0.03) / Math.Sqrt(1 + (step / 50.0));
                parameters[p] -= rate * (means[p] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(squares[p] / (1 - Math.Pow(0.99, step))) + 1e-9);
                // A member that is only wrong is not heard; none is believed in reverse.
                if (p < members)
                    parameters[p] = Math.Max(0, parameters[p]);
            }
        }
        return Of(parameters, spreads, classCount);
    }

    private void AddAcross(ReadOnlySpan<double> scores, Span<double> sums)
    {
        for (var said = 0; said < scores.Length; said++)
        {
            var weights = Across.AsSpan(said * sums.Length, sums.Length);
            for (var k = 0; k < weights.Length; k++)
                sums[k] += weights[k] * scores[said];
        }
    }

    /// <summary>Of the log loss over all samples, for the parameters in the order of <see cref="Of"/>.</summary>
    private static double[] Gradient(Committee committee, IReadOnlyList<double[]> scores, int[] classes, double[] spreads, ParallelOptions work)
    {
        var parts = new double[Parts][];
        Parallel.For(0, Parts, work, part =>
        {
            var gradient = parts[part] = new double[spreads.Length + committee.Offsets.Length + committee.Across.Length];
            var errors = new double[committee.Offsets.Length];
            for (var s = part; s < scores.Count; s += Parts)
            {
                committee.Judge(scores[s], errors);
                errors[classes[s]] -= 1;
                AddSample(gradient, scores[s], errors, spreads, committee.Across.Length > 0);
            }
        });
        for (var part = 1; part < Parts; part++)
        {
            for (var p = 0; p < parts[0].Length; p++)
                parts[0][p] += parts[part][p];
        }
        return parts[0];
    }

    private static void AddSample(double[] gradient, double[] scores, double[] errors, double[] spreads, bool isAcross)
    {
        var (members, count) = (spreads.Length, errors.Length);
        for (var k = 0; k < count; k++)
            gradient[members + k] += errors[k];
        for (var said = 0; said < scores.Length; said++)
        {
            var score = scores[said] / spreads[said / count];
            gradient[said / count] += errors[said % count] * score;
            if (!isAcross)
                continue;
            var slopes = gradient.AsSpan(members + count + (said * count), count);
            for (var k = 0; k < count; k++)
                slopes[k] += errors[k] * score;
        }
    }

    /// <summary>The parameters are those of the members, of the classes, and those across.</summary>
    private static Committee Of(double[] parameters, double[] spreads, int classCount)
    {
        var members = spreads.Length;
        var across = parameters[(members + classCount)..];
        for (var i = 0; i < across.Length; i++)
            across[i] /= spreads[i / (classCount * classCount)];
        return new([.. parameters.Take(members).Select((weight, m) => weight / spreads[m])], parameters[members..(members + classCount)], across);
    }

    private static double[] Spreads(IReadOnlyList<double[]> scores, int members, int classCount)
    {
        var spreads = new double[members];
        for (var m = 0; m < members; m++)
        {
            var sum = 0.0;
            foreach (var one in scores)
            {
                var part = one.AsSpan(m * classCount, classCount);
                double mean = 0, square = 0;
                foreach (var score in part)
                    mean += score / classCount;
                foreach (var score in part)
                    square += (score - mean) * (score - mean) / classCount;
                sum += square;
            }
            spreads[m] = Math.Max(1e-9, Math.Sqrt(sum / scores.Count));
        }
        return spreads;
    }
}
