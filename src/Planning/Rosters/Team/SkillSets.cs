namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// The sets of skills whose people are counted together. Somebody with two skills covers either, never both at once: a roster covers an interval exactly
/// when for each set of skills there are as many people with any of them as are wanted of all of them (Hall, 1935). Most sets follow from others:
/// one whose skills no person links falls into its parts, and one that leaves out a skill none but its own people have is weaker than with that skill.
/// </summary>
public static class SkillSets
{
    /// <summary>Most sets that are guarded; of more, the smallest and those of all linked skills are.</summary>
    public static int Most => 40;

    /// <summary>Every single skill, every group of linked skills, and what lies between and does not follow from others; each in order of name, the smallest first.</summary>
    public static IReadOnlyList<SkillSet> Of(TeamProblem team)
    {
        var skills = team.Requirements.Select(need => need.Skill).Distinct().Order(StringComparer.Ordinal).ToArray();
        var people = team.Members.Select(member => skills.Where(member.Skills.Contains).ToHashSet()).Where(one => one.Count > 0).ToList();
        var groups = Groups(skills, people);
        var sets = groups.ToDictionary(Key, group => new SkillSet(group, true));
        foreach (var skill in skills)
        {
            sets.TryAdd(skill, new([skill], false));
        }

        foreach (var group in groups.Where(group => group.Length > 2))
        {
            foreach (var set in Closed(group, people).Where(set => set.Length > 1 && Groups(set, people).Count == 1))
            {
                sets.TryAdd(Key(set), new(set, false));
            }
        }

        return [.. sets.Values.OrderBy(set => set.IsWhole || set.Skills.Count == 1 ? 0 : 1).ThenBy(set => set.Skills.Count).Take(Math.Max(Most, skills.Length + groups.Count)).OrderBy(set => set.Skills.Count).ThenBy(set => Key(set.Skills), StringComparer.Ordinal)];
    }

    /// <summary>Skills apart from each other: no person has skills of two groups.</summary>
    private static List<string[]> Groups(string[] skills, List<HashSet<string>> people)
    {
        var groups = skills.Select(skill => new[] { skill }).ToList();
        foreach (var person in people)
        {
            var linked = groups.Where(group => group.Any(person.Contains)).ToList();
            if (linked.Count < 2)
            {
                continue;
            }

            groups.RemoveAll(linked.Contains);
            groups.Add([.. linked.SelectMany(group => group).Order(StringComparer.Ordinal)]);
        }

        return groups;
    }

    /// <summary>What is left of a group when the skills of some of its people are taken away: only such a set has no skill to add for nothing.</summary>
    private static List<string[]> Closed(string[] group, List<HashSet<string>> people)
    {
        var kinds = people.Where(person => group.Any(person.Contains)).DistinctBy(Key).ToList();
        var found = new Dictionary<string, string[]> { [Key(group)] = group };
        // A hundred times more than is kept: what comes later would be dropped anyway.
        for (var next = new Queue<string[]>([group]); next.TryDequeue(out var set) && found.Count < 100 * Most;)
        {
            foreach (var kind in kinds)
            {
                string[] less = [.. set.Where(skill => !kind.Contains(skill))];
                if (less.Length > 0 && found.TryAdd(Key(less), less))
                {
                    next.Enqueue(less);
                }
            }
        }

        return [.. found.Values];
    }

    private static string Key(IEnumerable<string> skills) => string.Join(" + ", skills.Order(StringComparer.Ordinal));
}

/// <param name="Skills">In order of name.</param>
/// <param name="IsWhole">Whether nobody links it to a skill outside: only then is one person too many too many.</param>
public sealed record SkillSet(IReadOnlyList<string> Skills, bool IsWhole)
{
    /// <summary>As it is told: the names joined by a plus.</summary>
    public string Name => string.Join(" + ", Skills);
}
