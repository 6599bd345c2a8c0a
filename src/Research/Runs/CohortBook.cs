namespace Souk.Research.Runs;

/// <summary>Who came when: the cohort of an agent is the first look at which it held a token of any kind.</summary>
/// <remarks>By row: an agent that takes the row of a dead one stays in that one's cohort.</remarks>
internal sealed class CohortBook
{
    private readonly Dictionary<(uint Replicate, string Holders), int[]> _cohortDays = [];

    /// <summary>What each cohort is at a look: its agents, how many of them hold the token, and how much.</summary>
    public record struct Row(int CohortDay, string Token, int Agents, int Holding, Int128 Total);

    public IReadOnlyList<Row> Add(HoldingsPage page)
    {
        int[] days = DaysOf(page);
        for (int token = 0; token < page.Tokens.Length; token++)
        {
            Span<Int128> balances = page.Balances(token);
            for (int agent = 0; agent < balances.Length; agent++)
            {
                if (days[agent] < 0 && balances[agent] > 0)
                {
                    days[agent] = page.Day;
                }
            }
        }

        int[] cohorts = Distinct(days);
        List<Row> rows = [];
        for (int token = 0; token < page.Tokens.Length; token++)
        {
            rows.AddRange(Sum(page.Tokens[token], page.Balances(token), days, cohorts));
        }

        return rows;
    }

    /// <summary>Forgets a run.</summary>
    public void End(uint replicate)
    {
        foreach ((uint Replicate, string Holders) key in _cohortDays.Keys.Where(key => key.Replicate == replicate))
        {
            _cohortDays.Remove(key);
        }
    }

    // A population may have grown since the last look.
    private int[] DaysOf(HoldingsPage page)
    {
        int count = page.Count;
        (uint, string) key = (page.Replicate, page.Holders);
        int[] days = _cohortDays.GetValueOrDefault(key) ?? [];
        if (days.Length < count)
        {
            int known = days.Length;
            Array.Resize(ref days, count);
            Array.Fill(days, -1, known, count - known);
            _cohortDays[key] = days;
        }

        return days;
    }

    // Looks are few, agents many.
    private static int[] Distinct(int[] days)
    {
        List<int> known = [];
        foreach (int day in days)
        {
            if (day >= 0 && !known.Contains(day))
            {
                known.Add(day);
            }
        }

        return [.. known.Order()];
    }

    private static Row[] Sum(string token, Span<Int128> balances, int[] days, int[] cohorts)
    {
        Row[] rows = [.. cohorts.Select(day => new Row(day, token, 0, 0, 0))];
        for (int agent = 0; agent < balances.Length; agent++)
        {
            if (days[agent] >= 0)
            {
                ref Row row = ref rows[Array.BinarySearch(cohorts, days[agent])];
                row.Agents++;
                row.Holding += balances[agent] > 0 ? 1 : 0;
                row.Total += balances[agent];
            }
        }

        return rows;
    }
}
