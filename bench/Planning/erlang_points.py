"""Reference points for Erlang B, C and A, to 50 digits and by another way than the product's: sums of terms as they stand in the textbooks,
and for Erlang A the virtual wait as one integral (Baccelli and Hebuterne 1981), by quadrature. Needs mpmath.

    python3 bench/Planning/erlang_points.py > tests/Rules/Planning/Staffing/Fixtures/erlang-points.csv

Time is counted in seconds; a handling time is 200 s.
"""
from mpmath import mp, mpf, exp, quad, loggamma, log

mp.dps = 50
HANDLING = 200
AGENTS = {
    1: ["0.25", "0.75", "1.5"],
    50: ["30", "45", "48.5", "70"],
    500: ["420", "480", "497.5", "540"],
    5000: ["4600", "4925", "4990", "5100"],
}


def term(traffic, k):
    """traffic^k / k! relative to e^traffic, so that sums stay near 1."""
    return exp(k * log(traffic) - loggamma(k + 1) - traffic)


def sum_below(traffic, agents):
    """Terms 0 to agents - 1, each from the one before, from the top down."""
    last = term(traffic, agents)
    total, one = mpf(0), last
    for k in range(agents, 0, -1):
        one = one * k / traffic
        total += one
    return total, last


def blocked(traffic, agents):
    below, last = sum_below(traffic, agents)
    return last / (below + last)


def waits(traffic, agents):
    """Share that waits, by the textbook's quotient."""
    below, last = sum_below(traffic, agents)
    full = last * agents / (agents - traffic)
    return full / (below + full)


def integral(f, scale):
    """From 0 on, in pieces around the scale of the integrand."""
    return quad(f, [scale * m for m in (0, mpf("0.125"), mpf("0.25"), mpf("0.5"), 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)])


def patient(traffic, agents, patience, within):
    """Share that waits, answered within, mean wait of the answered, share that leaves."""
    rate, mu, theta = traffic / HANDLING, mpf(1) / HANDLING, 1 / patience
    below, last = sum_below(traffic, agents)
    one_below = last * agents / traffic  # probability of agents - 1, not normed

    def density(v):
        return rate * exp(rate * (1 - exp(-theta * v)) / theta - agents * mu * v)

    # Where the density is wide: by the drift where it falls, by diffusion where it is flat.
    spare = agents * mu - rate
    spread = 1 / mp.sqrt(rate * theta)
    peak = max(mpf(0), log(traffic / agents) / theta)
    if peak > 0:
        edges = sorted({mpf(0), *[max(mpf(0), peak + spread * s) for s in range(-14, 15)], *[peak + spread * s for s in (18, 24, 40, 80)]})
    else:
        width = min(1 / spare, spread * 3) if spare > 0 else spread * 3
        edges = [width * m for m in (0, mpf("0.25"), mpf("0.5"), 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)]

    def over(f, upto=None):
        cut = [e for e in edges if upto is None or e < upto] + ([upto] if upto is not None else [])
        return quad(f, cut) if len(cut) > 1 else mpf(0)

    waiting = over(density) * one_below
    norm = below + waiting
    served = over(lambda v: exp(-theta * v) * density(v)) * one_below
    early = over(lambda v: exp(-theta * v) * density(v), mpf(within)) * one_below
    waited = over(lambda v: v * exp(-theta * v) * density(v)) * one_below
    left = over(lambda v: -mp.expm1(-theta * v) * density(v)) * one_below
    return waiting / norm, (below + early) / norm, waited / (below + served), left / norm


def show(value):
    return mp.nstr(value, 20, min_fixed=-5, max_fixed=15)


print("model,agents,traffic,patience,within,waits,level,speed,left")
for agents, loads in AGENTS.items():
    for load in loads:
        traffic = mpf(load)
        b = blocked(traffic, agents)
        print(f"ErlangB,{agents},{load},,20,0,{show(1 - b)},0,{show(b)}")
        if traffic < agents:
            c = waits(traffic, agents)
            spare = (agents - traffic) / HANDLING
            print(f"ErlangC,{agents},{load},,20,{show(c)},{show(1 - c * exp(-spare * 20))},{show(c / spare)},0")
        for patience in (60, 600):
            waiting, level, speed, left = patient(traffic, agents, mpf(patience), 20)
            print(f"ErlangA,{agents},{load},{patience},20,{show(waiting)},{show(level)},{show(speed)},{show(left)}")
