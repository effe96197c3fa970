using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Constraints;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>Which skills are counted together, so that cover means that everybody can be given one of their skills.</summary>
public class SkillSetTests
{
    [Fact]
    public void People_are_missing_exactly_when_no_assignment_serves_all_and_never_more_than_it_leaves()
    {
        var random = new Random(41);
        var (between, served) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var skills = "abcde"[..(2 + random.Next(4))].Select(skill => $"{skill}").ToArray();
            var people = Enumerable.Range(0, 1 + random.Next(9)).Select(_ => skills.Where(_ => random.Next(5) < 2).ToArray()).ToArray();
            var wanted = skills.Select(_ => random.Next(4)).ToArray();
            var team = Team(skills, people, wanted);
            var roster = new TeamRoster(people.Length, 7);
            for (var member = 0; member < people.Length; member++)
                roster[member, 0] = 0;

            var missing = TeamConstraint.All.OfType<MissingPeople>().Single().Check(team, roster).Where(finding => finding is { Day: 0, Interval: 10 }).ToList();

            var left = wanted.Sum() - Served(skills, people, wanted);
            Assert.Equal(left > 0, missing.Count > 0);
            Assert.All(missing, finding => Assert.True(finding.Limit - finding.Amount <= left));
            served += left == 0 && wanted.Sum() > 2 ? 1 : 0;
            between += SkillSets.Of(team).Count(set => set.Skills.Count > 1 && !set.IsWhole);
        }
        Assert.True(between > 100 && served > 20, $"{between} sets lay between single skills and whole groups, {served} rounds were served");
    }

    [Fact]
    public void A_set_that_follows_from_others_is_left_out()
    {
        // Whoever can c can a and b, too; d is apart.
        var sets = SkillSets.Of(Team(["a", "b", "c", "d"], [["a"], ["b"], ["a", "b", "c"], ["d"]], [1, 1, 1, 1]));

        Assert.Equal([("a", false), ("b", false), ("c", false), ("d", true), ("a + c", false), ("b + c", false), ("a + b + c", true)], sets.Select(set => (set.Name, set.IsWhole)));
    }

    [Fact]
    public void However_many_skills_are_linked_the_sets_stay_few_and_hold_singles_and_the_whole()
    {
        var skills = Enumerable.Range(0, 14).Select(at => $"s{at:D2}").ToArray();
        var people = skills.Zip(skills.Skip(1)).Select(pair => new[] { pair.First, pair.Second }).ToArray();

        var sets = SkillSets.Of(Team(skills, people, [.. skills.Select(_ => 1)]));

        Assert.Equal(SkillSets.Most, sets.Count);
        Assert.Equal(14, sets.Count(set => set.Skills.Count == 1));
        Assert.Equal(skills, Assert.Single(sets, set => set.IsWhole).Skills);
    }

    private static TeamProblem Team(string[] skills, string[][] people, int[] wanted) => ATeam.Small with
    {
        Days = 7,
        Shifts = [new("D", 0, 1440, [])],
        Members = [.. people.Select((own, at) => ATeam.Member($"M{at}", own))],
        Requirements = [.. skills.Select((skill, at) => new Requirement(0, skill, 10, wanted[at]))],
    };

    /// <summary>Most wishes served by giving each person one of their skills: augmenting paths, one wanted place after the other.</summary>
    private static int Served(string[] skills, string[][] people, int[] wanted)
    {
        var places = skills.SelectMany((skill, at) => Enumerable.Repeat(skill, wanted[at])).ToArray();
        var placeOf = Enumerable.Repeat(-1, people.Length).ToArray();
        return Enumerable.Range(0, places.Length).Count(place => Find(place, []));

        bool Find(int place, HashSet<int> tried)
        {
            for (var person = 0; person < people.Length; person++)
            {
                if (!people[person].Contains(places[place]) || !tried.Add(person))
                    continue;
                if (placeOf[person] >= 0 && !Find(placeOf[person], tried))
                    continue;
                placeOf[person] = place;
                return true;
            }
            return false;
        }
    }
}
