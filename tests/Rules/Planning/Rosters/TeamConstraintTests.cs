using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Constraints;
using Banzhang.Platform.Localisation;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>Each rule of a team's roster: what it finds, and what it leaves alone.</summary>
public class TeamConstraintTests
{
    private static (int Day, int Amount, int Limit)[] Find<T>(TeamProblem team, TeamRoster roster)
        where T : TeamConstraint => [.. TeamConstraint.All.OfType<T>().Single().Check(team, roster).Select(finding => (finding.Day, finding.Amount, finding.Limit))];

    private static (int Day, int Amount, int Limit)[] Find<T>(string line, Func<TeamMember, TeamMember>? change = null)
        where T : TeamConstraint => Find<T>(change is null ? ATeam.Alone : ATeam.Alone.With(0, change), ATeam.Line(line));

    [Fact]
    public void Rest_between_shifts_is_counted_from_end_to_start()
    {
        Assert.Equal([(1, 540, 660)], Find<RestBetweenShifts>("LE"));
        Assert.Equal([(2, 60, 660)], Find<RestBetweenShifts>(".NE"));
        Assert.Empty(Find<RestBetweenShifts>("EL.NN"));
    }

    [Fact]
    public void Rest_is_counted_from_the_last_shift_before_the_roster() =>
        Assert.Equal([(0, 60, 660)], Find<RestBetweenShifts>("E", member => member with { History = new(1, 0, "N") }));

    [Fact]
    public void A_long_run_is_found_with_the_days_before_the_roster()
    {
        Assert.Equal([(0, 6, 5)], Find<LongestRun>("EEEEEE.."));
        Assert.Equal([(0, 6, 5)], Find<LongestRun>("EEE..", member => member with { History = new(3, 0, "E") }));
        Assert.Empty(Find<LongestRun>("EEEEE..EEEEE"));
    }

    [Fact]
    public void The_weekly_rest_day_of_the_law_holds_whatever_the_contract_says() =>
        Assert.Equal([(0, 7, 6)], Find<LongestRun>("EEEEEEE.", member => member with { Contract = ATeam.Full with { MaxDaysInRow = 14 } }));

    [Fact]
    public void A_short_run_is_found_between_known_days_off()
    {
        Assert.Equal([(3, 1, 2)], Find<ShortestRun>("EE.E.."));
        Assert.Empty(Find<ShortestRun>("E...EE.."));
        Assert.Equal([(0, 1, 2)], Find<ShortestRun>("...", member => member with { History = new(1, 0, "E") }));
    }

    [Fact]
    public void A_short_rest_is_found_between_known_work_days()
    {
        Assert.Equal([(2, 1, 2)], Find<ShortestRest>("EE.EE"));
        Assert.Equal([(0, 1, 2)], Find<ShortestRest>("EE", member => member with { History = new(0, 1) }));
        Assert.Empty(Find<ShortestRest>(".EE..EE"));
    }

    [Fact]
    public void Working_time_is_paid_time_against_contract_and_law()
    {
        var line = string.Concat(Enumerable.Repeat("EEEEE..", 4));
        Assert.Empty(Find<MostWorkingTime>(line));
        Assert.Equal([(-1, 9600, 7200)], Find<MostWorkingTime>(line, member => member with { Contract = ATeam.Full with { MaxMinutes = 7200 } }));
        Assert.Equal([(-1, 960, 7200)], Find<LeastWorkingTime>("EE", member => member with { Contract = ATeam.Full }));
    }

    [Fact]
    public void Overtime_is_allowed_as_far_as_consent_and_law_go()
    {
        var line = string.Concat(Enumerable.Repeat("EEEEEE.", 4));
        Assert.Equal([(-1, 11520, 9600)], Find<MostWorkingTime>(line));
        Assert.Empty(Find<MostWorkingTime>(line, member => member with { Contract = ATeam.Full with { OvertimeMinutes = 1920 } }));
        Assert.Empty(Find<OvertimeOfMonth>(line, member => member with { Contract = ATeam.Full with { OvertimeMinutes = 1920 } }));
    }

    [Fact]
    public void Overtime_is_counted_apart_for_each_calendar_month()
    {
        // 30 November is a day of its own; 1 to 27 December have 19 working days, and 36 hours on top.
        var often = string.Concat(Enumerable.Repeat("EEEEEEE", 3)) + "EEEEEE";
        Assert.Equal([(1, 7 * 480, 2160)], Find<OvertimeOfMonth>(often, Together));
        Assert.Empty(Find<OvertimeOfMonth>("EEEEEEE.EEEEEEE.EEEEEEE.EEE", Together));
    }

    [Fact]
    public void Overtime_of_the_month_before_the_roster_began_counts()
    {
        var november = ATeam.Alone.With(0, Together) with { FirstDay = new(2026, 11, 2) };
        var line = ATeam.Line(string.Concat(Enumerable.Repeat("EEEEEE.", 4)));
        Assert.Empty(Find<OvertimeOfMonth>(november, line));
        Assert.Equal([(0, 4 * 480, 2160 - 300)], Find<OvertimeOfMonth>(november.With(0, member => member with { History = new(OvertimeMinutes: 300) }), line));
    }

    [Fact]
    public void A_month_with_holidays_has_fewer_working_days_and_one_more_worked_in_exchange()
    {
        var autumn = ATeam.Alone.With(0, Together) with { FirstDay = new(2026, 9, 28) };
        var line = ATeam.Line("..." + string.Concat(Enumerable.Repeat("EEEEEE.", 3)) + "EEEE");

        // 1 to 25 October 2026: 1 to 7 are off, Saturday the 10th is worked.
        Assert.Equal([(3, 9 * 480, 2160)], Find<OvertimeOfMonth>(autumn, line));
    }

    private static TeamMember Together(TeamMember member) => member with { Contract = member.Contract with { Hours = HoursSystem.Comprehensive } };

    [Fact]
    public void Under_standard_hours_each_week_has_its_forty_and_the_consent_that_is_left()
    {
        var line = string.Concat(Enumerable.Repeat("EEEEEE.", 4));
        Assert.Equal([(0, 480, 0), (7, 480, 0), (14, 480, 0), (21, 480, 0)], Find<OvertimeOfWeek>(line));
        Assert.Equal([(14, 480, 240), (21, 480, 0)], Find<OvertimeOfWeek>(line, member => member with { Contract = ATeam.Full with { OvertimeMinutes = 1200 } }));
        Assert.Empty(Find<OvertimeOfWeek>(line, Together));
        Assert.Empty(Find<OvertimeOfWeek>(line, member => member with { Contract = ATeam.Full with { Hours = HoursSystem.Irregular } }));
    }

    [Fact]
    public void Under_standard_hours_a_long_day_is_overtime_though_the_week_has_no_more_than_forty()
    {
        var team = ATeam.Alone with { Shifts = [ATeam.Early with { Minutes = 660 }, ATeam.Late, ATeam.Night] };
        Assert.Equal([(0, 4 * 120, 0)], Find<OvertimeOfWeek>(team, ATeam.Line("EEEE...")));
        Assert.Equal([(1, 120, 60)], Find<OvertimeOfDay>(team, ATeam.Line("LEL....")));
        Assert.Empty(Find<OvertimeOfDay>(team.With(0, member => member with { Contract = ATeam.Full with { DailyOvertimeMinutes = 120 } }), ATeam.Line("LEL....")));
        Assert.Empty(Find<OvertimeOfDay>(team.With(0, Together), ATeam.Line("LEL....")));
    }

    [Fact]
    public void No_consent_goes_beyond_three_hours_of_overtime_a_day()
    {
        var team = ATeam.Alone.With(0, member => member with { Contract = ATeam.Full with { DailyOvertimeMinutes = 600 } }) with { Shifts = [ATeam.Early with { Minutes = 541 + 180 }, ATeam.Early with { Id = "L", Minutes = 540 + 180 }, ATeam.Night] };
        Assert.Equal([(0, 181, 180)], Find<OvertimeOfDay>(team, ATeam.Line("EL")));
    }

    [Fact]
    public void A_week_with_holidays_has_fewer_standard_hours_and_one_worked_in_exchange_more()
    {
        // 28 to 30 September 2026 are worked, 1 to 7 October are off, Saturday the 10th is worked.
        var autumn = ATeam.Alone with { FirstDay = new(2026, 9, 28) };
        Assert.Equal([(0, 480, 0)], Find<OvertimeOfWeek>(autumn, ATeam.Line("EEEE...")));
        Assert.Equal([(7, 480, 0)], Find<OvertimeOfWeek>(autumn, ATeam.Line(".......E..EEE.")));
        Assert.Empty(Find<OvertimeOfWeek>(autumn, ATeam.Line("..........EEE.")));
    }

    [Fact]
    public void Under_standard_hours_a_weeks_overtime_counts_in_the_month_in_which_it_ends()
    {
        // The first week begins on 30 November and ends on 6 December.
        var line = "EEEEEEE" + string.Concat(Enumerable.Repeat("EEEEEE.", 3));
        Assert.Equal([(1, 5 * 480, 2160)], Find<OvertimeOfMonth>(line));
        Assert.Empty(Find<OvertimeOfMonth>(string.Concat(Enumerable.Repeat("EEEEEE.", 4))));
    }

    [Fact]
    public void A_Saturday_worked_in_exchange_is_no_weekend()
    {
        var autumn = ATeam.Alone.With(0, member => member with { Contract = ATeam.Full with { MaxWeekends = 0 } }) with { FirstDay = new(2026, 9, 28) };
        Assert.Empty(Find<WeekendLimit>(autumn, ATeam.Line("............E.")));
        Assert.Equal([(-1, 1, 0)], Find<WeekendLimit>(autumn, ATeam.Line("............EE")));
    }

    [Fact]
    public void A_night_shift_does_not_reach_into_leave_nor_into_a_date_without_night_work()
    {
        Assert.Equal([(2, 1, 0)], Find<GrantedLeave>(".N.", member => member with { Leave = new HashSet<int> { 2 } }));
        Assert.Equal([(2, 1, 0)], Find<NightForbidden>(".N.", member => member with { NoNights = new HashSet<int> { 2 } }));
        Assert.Empty(Find<NightForbidden>(".E.", member => member with { NoNights = new HashSet<int> { 1, 2 } }));
    }

    [Fact]
    public void A_shift_across_midnight_is_paid_as_holiday_for_the_hours_that_lie_on_it()
    {
        // 1 October 2026 is statutory: the night before has six paid hours of it (22 to 7 with a break from 2 to 3), that of the 3rd two on the last statutory day.
        var team = ATeam.Alone with { FirstDay = new(2026, 9, 28) };
        Assert.Equal([(3, 6, 0), (5, 2, 0)], Find<HolidayWork>(team, ATeam.Line("..N..N")));
    }

    [Fact]
    public void Weekends_nights_and_leave_are_counted()
    {
        Assert.Equal([(-1, 4, 3)], Find<WeekendLimit>(".....E......E......E......E."));
        Assert.Empty(Find<WeekendLimit>(".....EE.....EE.....EE"));
        Assert.Equal([(-1, 5, 4)], Find<NightLimit>("NN..NNN"));
        Assert.Equal([(1, 1, 0)], Find<GrantedLeave>("EEE", member => member with { Leave = new HashSet<int> { 1, 9 } }));
    }

    [Fact]
    public void Who_may_not_work_at_night_is_found_on_those_days_only() =>
        Assert.Equal([(1, 1, 0)], Find<NightForbidden>("NNN", member => member with { NoNights = new HashSet<int> { 1 } }));

    [Fact]
    public void A_shift_outside_the_contract_is_found() =>
        Assert.Equal([(1, 1, 0)], Find<AllowedShift>("EL", member => member with { Contract = ATeam.Full with { Shifts = new HashSet<string> { "E" } } }));

    [Fact]
    public void A_locked_duty_stays()
    {
        var team = ATeam.Alone with { Fixed = [new(0, 0, "E"), new(0, 1, null)] };
        Assert.Equal([(0, 1, 0)], Find<FixedDutyKept>(team, ATeam.Line("L.")));
        Assert.Empty(Find<FixedDutyKept>(team, ATeam.Line("E.")));
    }

    [Fact]
    public void People_are_at_the_desk_from_start_to_end_without_their_breaks()
    {
        var team = ATeam.Alone with { Requirements = [.. new[] { 15, 16, 23, 24, 26, 33, 34 }.Select(interval => new Requirement(0, "order", interval, 1))] };
        // Early is 8:00 to 17:00 with a break from 12:00 to 13:00: intervals 16 to 23 and 26 to 33.
        var missing = TeamConstraint.All.OfType<MissingPeople>().Single().Check(team, ATeam.Line("E"));

        Assert.Equal([15, 24, 34], missing.Select(finding => finding.Interval).Order());
    }

    [Fact]
    public void A_night_shift_works_on_into_the_next_day()
    {
        var team = ATeam.Alone with { Requirements = [new(0, "order", 45, 1), new(1, "order", 2, 1), new(1, "order", 13, 1), new(1, "order", 14, 1)] };

        Assert.Equal([(1, 14)], TeamConstraint.All.OfType<MissingPeople>().Single().Check(team, ATeam.Line("N")).Select(finding => (finding.Day, finding.Interval)));
    }

    [Fact]
    public void One_person_cannot_serve_two_skills_at_once()
    {
        var team = ATeam.Alone.With(0, member => member with { Skills = new HashSet<string> { "order", "refund" } }) with { Requirements = [new(0, "order", 16, 1), new(0, "refund", 16, 1)] };

        var missing = Assert.Single(TeamConstraint.All.OfType<MissingPeople>().Single().Check(team, ATeam.Line("E")));

        Assert.Equal(("order + refund", 1, 2), (missing.Skill, missing.Amount, missing.Limit));
    }

    [Fact]
    public void Soft_rules_cost_their_weight()
    {
        var team = ATeam.Alone with
        {
            Requirements = [new(0, "order", 16, 3), new(1, "order", 16, 0)],
            Wishes = [new(0, 0, null, 2), new(0, 1, "E", 5)],
            Published = ATeam.Line("EE"),
        };
        var costs = TeamScore.Of(team, ATeam.Line("EL")).Findings.Where(finding => !finding.Constraint.IsHard).GroupBy(finding => finding.Constraint.GetType()).ToDictionary(group => group.Key, group => group.Sum(finding => finding.Cost));

        Assert.Equal(2 * 20, costs[typeof(MissingPeople)]);
        Assert.Equal((2 + 5) * 4, costs[typeof(WishKept)]);
        Assert.Equal(15, costs[typeof(ChangeFromPublished)]);
    }

    [Fact]
    public void Who_had_more_nights_and_weekends_than_the_mean_pays_for_more()
    {
        var team = ATeam.Small.With(0, member => member with { History = new(Nights: 8, Weekends: 4) }) with { Requirements = [] };
        var roster = new TeamRoster(8, 28) { [0, 5] = 2, [0, 6] = 2, [1, 5] = 2 };

        var nights = Assert.Single(TeamConstraint.All.OfType<FairNights>().Single().Check(team, roster));
        var weekends = Assert.Single(TeamConstraint.All.OfType<FairWeekends>().Single().Check(team, roster));

        // Mean of nights 1, of weekends 0.5; weight 3: the eighth above the mean is dearer than the seventh. Both days are one weekend.
        Assert.Equal((0, 2, (7L * 3) + (8 * 3)), (nights.Member, nights.Amount, nights.Cost));
        Assert.Equal((0, 1, 10L), (weekends.Member, weekends.Amount, weekends.Cost));
    }

    [Fact]
    public void Two_nights_for_two_people_are_cheaper_than_two_for_one()
    {
        var team = ATeam.Small with { Requirements = [] };
        long Cost(TeamRoster roster) => TeamConstraint.All.OfType<FairNights>().Single().Check(team, roster).Sum(finding => finding.Cost);

        Assert.Equal(0, Cost(new(8, 28) { [0, 1] = 2, [1, 1] = 2 }));
        Assert.Equal(3, Cost(new(8, 28) { [0, 1] = 2, [0, 2] = 2 }));
        Assert.Equal(3 + 6, Cost(new(8, 28) { [0, 1] = 2, [0, 2] = 2, [0, 3] = 2 }));
    }

    [Fact]
    public void A_break_moved_too_far_or_too_near_to_another_is_found()
    {
        var shift = new DutyShift("E", 8 * 60, 540, [new(120, 15, true, 60), new(240, 60, false, 60)]);
        var team = ATeam.Alone with { Shifts = [shift] };
        (int, int, int)[] Find2<T>(params int[] begins)
            where T : TeamConstraint
        {
            var roster = new TeamRoster(1, 28) { [0, 3] = 0 };
            roster.PlaceBreaks(0, 3, begins);
            return Find<T>(team, roster);
        }

        Assert.Equal([(3, 75, 60)], Find2<BreakInWindow>(45, 240));
        Assert.Empty(Find2<BreakInWindow>(60, 300));
        Assert.Equal([(3, 15, 30)], Find2<WorkBetweenBreaks>(180, 210));
        Assert.Empty(Find2<WorkBetweenBreaks>(180, 225));
    }

    [Fact]
    public void A_moved_break_leaves_the_desk_at_its_new_time_and_another_shift_forgets_it()
    {
        var team = ATeam.Alone with { Requirements = [new(0, "order", 24, 1), new(0, "order", 27, 1)] };
        var roster = ATeam.Line("E");
        roster.PlaceBreaks(0, 0, [330]);
        int[] Missing() => [.. TeamConstraint.All.OfType<MissingPeople>().Single().Check(team, roster).Select(finding => finding.Interval)];

        // From 12:00 to 13:30: intervals 27 and 28 are missed instead of 24 and 25.
        Assert.Equal([27], Missing());
        roster[0, 0] = 1;
        roster[0, 0] = 0;
        Assert.Equal([24], Missing());
    }

    [Fact]
    public void One_person_with_two_skills_is_no_surplus_of_each()
    {
        var team = ATeam.Alone.With(0, member => member with { Skills = new HashSet<string> { "order", "refund" } }) with { Requirements = [new(0, "order", 16, 1), new(0, "refund", 17, 0)] };

        var surplus = TeamConstraint.All.OfType<SurplusPeople>().Single().Check(team, ATeam.Line("E")).ToList();

        Assert.DoesNotContain(surplus, finding => finding.Interval == 16);
        Assert.Equal([("order + refund", 1)], surplus.Where(finding => finding.Interval == 17).Select(finding => (finding.Skill!, finding.Amount)));
    }

    [Fact]
    public void A_statutory_holiday_costs_its_hours_and_a_bridge_day_does_not()
    {
        var team = ATeam.Alone with { FirstDay = new(2026, 9, 28) };
        var roster = new TeamRoster(1, 28) { [0, 3] = 0, [0, 8] = 0 };

        // 1 October 2026 is statutory, 6 October is a bridge day.
        Assert.Equal([(3, 8, 0)], Find<HolidayWork>(team, roster));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Every_rule_has_name_unit_and_sentence(string language)
    {
        Languages.Speak(language);
        try
        {
            foreach (var constraint in TeamConstraint.All)
            {
                Assert.NotEmpty(constraint.Name);
                Assert.NotEmpty(constraint.Unit);
                Assert.Contains("M3", constraint.Say(ATeam.Small, new(constraint, 3, 2, 1, 0, 0, 16)), StringComparison.Ordinal);
                Assert.Equal(constraint.IsHard, constraint.Weight(new()) == 0);
            }
        }
        finally
        {
            Languages.Speak(Languages.English);
        }
    }

    [Fact]
    public void A_sentence_names_person_and_amounts()
    {
        Languages.Speak(Languages.English);
        var finding = TeamConstraint.All.OfType<LongestRun>().Single().Check(ATeam.Alone, ATeam.Line("EEEEEE")).Single();

        Assert.Equal("Ann: 6 work days in a row from 11/30/2026; 5 are allowed.", finding.Constraint.Say(ATeam.Alone, finding));
    }

    [Fact]
    public void The_labour_rules_of_a_day_are_data()
    {
        var rules = LabourRules.China(new(2026, 1, 1));

        Assert.Equal((40 * 60, 36 * 60, 6, 22 * 60, 6 * 60), (rules.WeeklyMinutes, rules.MonthlyOvertimeMinutes, rules.MaxDaysInRow, rules.NightFrom, rules.NightTo));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabourRules.China(new(1990, 1, 1)));
    }
}
