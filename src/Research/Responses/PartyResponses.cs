using Souk.DuckDb;

namespace Souk.Research.Responses;

/// <summary>Panels of a market's parties from the warehouse: what each did by day, and what it was paid or staked when.
/// </summary>
public static class PartyResponses
{
    private const string Outcomes = """
        with act as (
            select contributor_id as party_id, time::date as day, 'Contributions' as outcome
            from market.contribution where system = $market and time <= $as_of
            union all
            select payer_id, time::date, 'Purchases'
            from market.payment where system = $market and role = 'price' and time <= $as_of
            union all
            select distinct party_id, day, 'Presence'
            from (
                select sender_id as party_id, time::date as day from market.transfer where system = $market and time <= $as_of
                union all
                select payer_id, time::date from market.payment where system = $market and time <= $as_of
                union all
                select contributor_id, time::date from market.contribution where system = $market and time <= $as_of
                union all
                select party_id, time::date from market.stake where system = $market and time <= $as_of
            )
        )
        select act.party_id, (act.day - first.day)::integer as day, count(*) as value
        from act
        cross join (select min(time)::date as day from market.transfer where system = $market and time <= $as_of) first
        where act.outcome = $outcome
            and act.party_id <> 0
            and act.party_id not in (select address_id from chain.contract)
            and act.day >= first.day
        group by all
        order by all
        """;

    private const string Events = """
        select distinct p.payee_id as party_id, (p.time::date - first.day)::integer as day
        from market.payment p
        cross join (select min(time)::date as day from market.transfer where system = $market and time <= $as_of) first
        where p.system = $market
            and p.role = $role
            and p.time <= $as_of
            and p.time >= first.day
        order by all
        """;

    private const string LastDay = """
        select coalesce(max(b.time)::date - (
            select min(time)::date from market.transfer where system = $market and time <= $as_of
        ), 0)::integer
        from chain.block b
        where b.time <= $as_of
            and b.chain_id in (select chain_id from market.token where system = $market)
        """;

    /// <summary>All parties that ever did so, from the market's first transfer to the last block.</summary>
    /// <param name="role">The payment leg that is the event, such as "reward"; its payee is who may respond.</param>
    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    public static ResponsePanel Read(
        DuckDBConnection connection,
        string market,
        string role,
        PartyOutcome outcome,
        DateTime? asOf = null
    )
    {
        DateTime until = asOf ?? DateTime.MaxValue.Date;
        List<(int Party, int Day, long Value)> acts = connection.Query(
            Outcomes,
            row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)),
            ("market", market),
            ("as_of", until),
            ("outcome", outcome.ToString())
        );
        List<(int Party, int Day)> events = connection.Query(
            Events,
            row => (row.GetInt32(0), row.GetInt32(1)),
            ("market", market),
            ("as_of", until),
            ("role", role)
        );
        int days = 1 + connection.Query(LastDay, row => row.GetInt32(0), ("market", market), ("as_of", until)).Single();
        return Build(acts, events, days);
    }

    private static ResponsePanel Build(
        List<(int Party, int Day, long Value)> acts,
        List<(int Party, int Day)> events,
        int days
    )
    {
        Dictionary<int, double[]> outcomes = [];
        foreach ((int party, int day, long value) in acts)
        {
            if (!outcomes.TryGetValue(party, out double[]? series))
            {
                series = new double[days];
                outcomes.Add(party, series);
            }

            series[day] = value;
        }

        Dictionary<int, int> units = outcomes.Keys.Select((party, unit) => (party, unit)).ToDictionary();
        return new ResponsePanel(
            [.. outcomes.Values],
            [
                .. from found in events
                where units.ContainsKey(found.Party)
                select new ResponseEvent(units[found.Party], found.Day),
            ]
        );
    }
}
