using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Research.Responses;

/// <summary>Panels of a market's parties from the warehouse: what each did by day, and what happened to it when.</summary>
/// <remarks>Hours that people work are on no chain: days on which they were present, or contributed, stand for them.</remarks>
public static class PartyResponses
{
    private const string Outcomes = """
        with act as (
            select contributor_id as party_id, time::date as day, 'Contributions' as outcome
            from market.contribution where system = $market and time <= $as_of
            union all
            select buyer_id, time::date, 'Purchases'
            from market.sale_at($market, $as_of)
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

    private const string Cliffs = """
        select distinct v.beneficiary_id as party_id, (make_timestamp((v.cliff_seconds * 1000000)::bigint)::date - first.day)::integer as day
        from market.schedule v
        cross join (select min(time)::date as day from market.transfer where system = $market and time <= $as_of) first
        where v.system = $market
            -- A schedule without a cliff has none of these days.
            and v.cliff_seconds > v.start_seconds
            and v.cliff_seconds between epoch(first.day)::hugeint and least(epoch($as_of::timestamp)::hugeint, 253402300799)
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

    // Who the parties are: ids never leave the warehouse.
    private const string Names = $"""
        select distinct o.party_id, a.address
        from ({Outcomes}) o
        join chain.address a on a.address_id = o.party_id
        """;

    /// <summary>What is asked for a panel whose events are payments, in order, each with what it answers.</summary>
    /// <remarks>Parameters: $market, $as_of, and $outcome or $role where they stand.</remarks>
    public static IReadOnlyList<(string Key, string Sql)> Queries { get; } =
    [("outcomes", Outcomes), ("events", Events), ("last_day", LastDay), ("parties", Names)];

    /// <summary>The event that a schedule's cliff is: who vests may respond on that day.</summary>
    public const string Cliff = "cliff";

    /// <summary>All parties that ever did so, from the market's first transfer to the last block.</summary>
    /// <param name="role">The payment leg that is the event, such as "reward"; its payee is who may respond. Or
    /// <see cref="Cliff"/>.</param>
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
        (string, object?)[] asked = [("market", market), ("as_of", until)];
        List<(int Party, int Day)> events =
            role == Cliff
                ? connection.Query(Cliffs, row => (row.GetInt32(0), row.GetInt32(1)), asked)
                : connection.Query(Events, row => (row.GetInt32(0), row.GetInt32(1)), [.. asked, ("role", role)]);
        return Build(connection, market, outcome, until, events).Panel;
    }

    /// <summary>As <see cref="Read"/> without a moment, with who the units are and which day is the first.</summary>
    public static PartyPanel ReadNamed(DuckDBConnection connection, string market, string role, PartyOutcome outcome)
    {
        DateTime until = DateTime.MaxValue.Date;
        (string, object?)[] asked = [("market", market), ("as_of", until)];
        List<(int Party, int Day)> events = connection.Query(
            Events,
            row => (row.GetInt32(0), row.GetInt32(1)),
            [.. asked, ("role", role)]
        );
        (ResponsePanel panel, IReadOnlyList<int> units) = Build(connection, market, outcome, until, events);
        Dictionary<int, Address> addresses = connection
            .Query(
                Names,
                row => (Id: row.GetInt32(0), Address: new Address(row.GetFieldValue<byte[]>(1))),
                [.. asked, ("outcome", outcome.ToString())]
            )
            .ToDictionary(row => row.Id, row => row.Address);
        return new PartyPanel(
            panel,
            [.. units.Select(id => addresses[id])],
            FirstDay(connection, market, until) ?? DateOnly.MinValue
        );
    }

    /// <summary>As <see cref="Read"/>, of events that a file declares.</summary>
    /// <param name="events">Those of addresses that the warehouse never saw, or before the market's first transfer, do not count.
    /// </param>
    public static ResponsePanel ReadDeclared(
        DuckDBConnection connection,
        string market,
        IReadOnlyList<(DateOnly Day, Address Party)> events,
        PartyOutcome outcome,
        DateTime? asOf = null
    )
    {
        DateTime until = asOf ?? DateTime.MaxValue.Date;
        Dictionary<Address, int> ids = connection
            .Query(
                "from chain.address",
                row => (Id: row.GetInt32(0), Address: new Address(row.GetFieldValue<byte[]>(1)))
            )
            .ToDictionary(row => row.Address, row => row.Id);
        DateOnly? first = FirstDay(connection, market, until);
        return Build(
            connection,
            market,
            outcome,
            until,
            [
                .. from one in events
                where one.Day >= first && ids.ContainsKey(one.Party)
                select (ids[one.Party], one.Day.DayNumber - first.GetValueOrDefault().DayNumber),
            ]
        ).Panel;
    }

    private static DateOnly? FirstDay(DuckDBConnection connection, string market, DateTime until) =>
        connection
            .Query(
                "select min(time)::date from market.transfer where system = $market and time <= $as_of",
                row => row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0),
                ("market", market),
                ("as_of", until)
            )
            .Single();

    private static (ResponsePanel Panel, IReadOnlyList<int> Units) Build(
        DuckDBConnection connection,
        string market,
        PartyOutcome outcome,
        DateTime until,
        List<(int Party, int Day)> events
    )
    {
        List<(int Party, int Day, long Value)> acts = connection.Query(
            Outcomes,
            row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)),
            ("market", market),
            ("as_of", until),
            ("outcome", outcome.ToString())
        );
        int days = 1 + connection.Query(LastDay, row => row.GetInt32(0), ("market", market), ("as_of", until)).Single();
        return Build(acts, events, days);
    }

    private static (ResponsePanel Panel, IReadOnlyList<int> Units) Build(
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
        return (
            new ResponsePanel(
                [.. outcomes.Values],
                [
                    .. from found in events
                    where units.ContainsKey(found.Party) && found.Day < days
                    select new ResponseEvent(units[found.Party], found.Day),
                ]
            ),
            [.. outcomes.Keys]
        );
    }
}

/// <summary>A panel of a market's parties, with who they are.</summary>
/// <param name="Parties">In the order of the panel's units.</param>
/// <param name="First">The panel's day 0.</param>
public sealed record PartyPanel(ResponsePanel Panel, IReadOnlyList<Address> Parties, DateOnly First);
