namespace Banzhang.Planning.Staffing;

/// <summary>
/// What becomes of a customer who finds everybody busy and j others waiting, for j = 0, 1, 2 … one after the other. Time is counted in handling times.
/// With patience the wait V until one would be served has e^(−δV) distributed Beta(c, j + 1), c = R/δ; who waits shorter than V leaves. Without, V is the sum
/// of j + 1 exponential times at rate R.
/// <para>
/// Sources: Riordan (1962), Zeltyn and Mandelbaum (2005). Answered within t: c/(c+j+1) · (1 − I_x(c+1, j+1)); the incomplete beta function I grows by positive
/// steps from one j to the next, and I_x(c, j+1) is I_x(c+1, j+1) and (1 − x)/x of its last step.
/// </para>
/// </summary>
internal sealed class WaitFromPlace
{
    private readonly double _full, _leaving, _patient, _c;
    private Magnitude _lateStep;
    private double _late, _harmonic;

    /// <param name="full">R: contacts finished per handling time when all are busy.</param>
    /// <param name="leaving">δ: handling time over patience; 0 when nobody leaves.</param>
    /// <param name="time">The time that <see cref="AnsweredWithin"/> and <see cref="LeftWithin"/> look at.</param>
    public WaitFromPlace(double full, double leaving, double time)
    {
        (_full, _leaving) = (full, leaving);
        if (leaving == 0)
        {
            _lateStep = new Magnitude(1).TimesExp(-full * time);
            _patient = full * time;
            _late = _lateStep.Value;
            return;
        }

        _c = full / leaving;
        _patient = Math.Exp(-leaving * time);
        _lateStep = new Magnitude(1).TimesExp(-(_c + 1) * leaving * time);
        (_late, _harmonic) = (_lateStep.Value, 1 / (_c + 1));
    }

    /// <summary>How many others wait.</summary>
    public int Ahead { get; private set; }

    /// <summary>Chance to be answered at all.</summary>
    public double Answered => _leaving == 0 ? 1 : _c / (_c + Ahead + 1);

    /// <summary>Chance to be answered within the time.</summary>
    public double AnsweredWithin => Answered * Math.Max(0, 1 - _late);

    /// <summary>Chance to leave within the time: 1 less who is answered by then and less who still waits, x · I_x(c, j + 1) with x = e^(−δt).</summary>
    public double LeftWithin => _leaving == 0 ? 0 : Math.Max(0, 1 - AnsweredWithin - Math.Min(_patient, (_patient * _late) + ((1 - _patient) * _lateStep.Value)));

    /// <summary>Wait when answered, 0 when not: its mean over both.</summary>
    public double WaitWhenAnswered => _leaving == 0 ? (Ahead + 1) / _full : Answered * _harmonic / _leaving;

    /// <summary>One more waits.</summary>
    public void Next()
    {
        var next = Ahead + 1;
        if (_leaving == 0)
        {
            _lateStep = _lateStep.Times(_patient / next);
            _late += _lateStep.Value;
        }
        else
        {
            _lateStep = _lateStep.Times((1 - _patient) * (_c + next) / next);
            _late += _lateStep.Value;
            _harmonic += 1 / (_c + next + 1);
        }

        Ahead = next;
    }
}
