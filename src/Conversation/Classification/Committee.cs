namespace Banzhang.Conversation.Classification;

/// <summary>
/// Makes probabilities of the members' scores: the softmax of their weighted sum. Weights and offsets are learnt from scores of samples the
/// members had not seen, which is what calibrates the probabilities.
/// </summary>
/// <param name="MemberWeights">One for each member.</param>
/// <param name="Offsets">One for each class.</param>
internal sealed record Committee(double[] MemberWeights, double[] Offsets)
{
    private const int Steps = 400;
    private const double OffsetPenalty = 1e-3;

    /// <param name="scores">Members times classes, member by member.</param>
    /// <param name="probabilities">One for each class; overwritten.</param>
    public void Judge(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        var (count, most) = (Offsets.Length, double.NegativeInfinity);
        for (var k = 0; k < count; k++)
        {
            var sum = Offsets[k];
            for (var m = 0; m < MemberWeights.Length; m++)
                sum += MemberWeights[m] * scores[(m * count) + k];
            probabilities[k] = sum;
            most = Math.Max(most, sum);
        }
        var total = 0.0;
        for (var k = 0; k < count; k++)
            total += probabilities[k] = Math.Exp(probabilities[k] - most);
        for (var k = 0; k < count; k++)
            probabilities[k] /= total;
    }

    /// <summary>Least log loss, by gradient descent with a step for each parameter (Adam).</summary>
    public static Committee Learn(IReadOnlyList<double[]> scores, int[] classes, int members, int classCount)
    {
        // Members speak in different units: each starts with the same say.
        var spreads = Spreads(scores, members, classCount);
        var parameters = new double[members + classCount];
        Array.Fill(parameters, 1.5 / members, 0, members);
        var (means, squares, gradient) = (new double[parameters.Length], new double[parameters.Length], new double[parameters.Length]);
        var probabilities = new double[classCount];
        for (var step = 1; step <= Steps; step++)
        {
            Array.Clear(gradient);
            var committee = Of(parameters, spreads, members);
            for (var s = 0; s < scores.Count; s++)
            {
                committee.Judge(scores[s], probabilities);
                probabilities[classes[s]] -= 1;
                for (var k = 0; k < classCount; k++)
                {
                    for (var m = 0; m < members; m++)
                        gradient[m] += probabilities[k] * scores[s][(m * classCount) + k] / spreads[m];
                    gradient[members + k] += probabilities[k];
                }
            }
            for (var p = 0; p < parameters.Length; p++)
            {
                var slope = (gradient[p] / scores.Count) + (p >= members ? OffsetPenalty * parameters[p] : 0);
                means[p] = (0.9 * means[p]) + (0.1 * slope);
                squares[p] = (0.99 * squares[p]) + (0.01 * slope * slope);
                var rate = 0.1 / Math.Sqrt(1 + (step / 50.0));
                parameters[p] -= rate * (means[p] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(squares[p] / (1 - Math.Pow(0.99, step))) + 1e-9);
                // A member that is only wrong is not heard; none is believed in reverse.
                if (p < members)
                    parameters[p] = Math.Max(0, parameters[p]);
            }
        }
        return Of(parameters, spreads, members);
    }

    private static Committee Of(double[] parameters, double[] spreads, int members) =>
        new([.. parameters.Take(members).Select((weight, m) => weight / spreads[m])], parameters[members..]);

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
