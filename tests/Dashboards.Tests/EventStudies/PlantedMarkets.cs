using System.Globalization;
using Souk.Dashboards.EventStudies;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.EventStudies;

/// <summary>Markets in which people, spending and price change for a week after each of 40 unusual days, by known amounts.</summary>
/// <remarks>Two worlds of six markets, of which four are treated and two never are. In the first one rewards, fees, burns and
/// unlocks have 58 days each, one after the other; in the second one the price jumps, so that it cannot be what responds. Every
/// series has noise of its own.</remarks>
public sealed class PlantedMarkets
{
    internal const int EffectDays = 7;

    /// <summary>From here on nothing happens any more.</summary>
    internal const int QuietFrom = 285;

    internal static readonly IReadOnlyDictionary<DayOutcome, double> Planted = new Dictionary<DayOutcome, double>
    {
        [DayOutcome.Entry] = 4,
        [DayOutcome.Exit] = 3,
        // Who comes and who leaves is present, and six others are.
        [DayOutcome.Hours] = 4 + 3 + 6,
        [DayOutcome.Spending] = 80,
        [DayOutcome.Price] = -3,
    };

    private const int Days = 360;
    private const int MarketsOfWorld = 6;
    private const int Treated = 4;
    private static readonly DateTime s_first = new(2024, 1, 1);

    private ulong _noise = 7;

    public PlantedMarkets()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        List<string> plan = [];
        for (int market = 0; market < 2 * MarketsOfWorld; market++)
        {
            plan.AddRange(PlanOf(market));
        }

        warehouse.Connection.Execute(Script(plan));
        Books = MarketBooks.Read(warehouse.Connection);
    }

    internal IReadOnlyList<DayBook> Books { get; }

    /// <summary>The markets of the world in which a happening has effects.</summary>
    internal IReadOnlyList<DayBook> World(Happening happening) =>
        [.. Books.Where(book => book.Name.StartsWith(happening == Happening.Price ? 'b' : 'a'))];

    /// <summary>Days of a happening's events in their order, by market within its world.</summary>
    internal static IEnumerable<(int Market, int Day)> EventsOf(Happening happening)
    {
        int start = 40 + (58 * Math.Max(0, Array.IndexOf(s_periods, happening)));
        return Enumerable.Range(0, 8).Select(index => (index % Treated, start + (5 * index)));
    }

    private static readonly Happening[] s_periods = [Happening.Reward, Happening.Fee, Happening.Burn, Happening.Cliff];

    // One row a day: who comes, leaves and is there for a week, what is spent, the amounts of what happens, and the price.
    private IEnumerable<string> PlanOf(int market)
    {
        bool isSecond = market >= MarketsOfWorld;
        int unit = market % MarketsOfWorld;
        Happening[] kinds = isSecond ? [Happening.Price] : s_periods;
        HashSet<(Happening Kind, int Day)> events =
        [
            .. kinds.SelectMany(kind =>
                EventsOf(kind).Where(found => found.Market == unit).Select(found => (kind, found.Day))
            ),
        ];
        double level = 0;
        for (int day = 0; day < Days; day++)
        {
            bool isFelt = events.Any(found => day >= found.Day && day < found.Day + EffectDays);
            double Effect(DayOutcome outcome) => isFelt ? Planted[outcome] : 0;
            level += events.Contains((Happening.Price, day)) ? 15 : 0;
            double log = level + (day % 2 * 0.3) + (isSecond ? 0 : Effect(DayOutcome.Price) + (0.2 * Noise(3)));
            string[] amounts =
            [
                .. s_periods.Select(kind => $"{10 + Noise(5) + (events.Contains((kind, day)) ? 100 : 0)}"),
            ];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"({market}, {day}, {5 + Noise(3) + Effect(DayOutcome.Entry)}, {5 + Noise(3) + Effect(DayOutcome.Exit)}, {(isFelt ? 6 : 0)}, {100 + Noise(21) + Effect(DayOutcome.Spending)}, {string.Join(", ", amounts)}, {Math.Exp(log / 100):F12})"
            );
        }
    }

    // 0 to below the bound, by a plain congruence.
    private int Noise(int bound)
    {
        _noise = unchecked((_noise * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
        return (int)((_noise >> 33) % (ulong)bound);
    }

    // People who come are seen once more on the last day, those who leave came on the first one: so each is one entry or one exit.
    private static string Script(IEnumerable<string> plan) =>
        $"""
            create table plan (m integer, d integer, came integer, went integer, others integer, spent integer, reward integer, fee integer, burn integer, cliff integer, price decimal(38, 18));
            insert into plan values {string.Join(",\n", plan)};
            create table world as select distinct m, if(m < {MarketsOfWorld}, 'a', 'b') || (m % {MarketsOfWorld}) as system from plan;
            create view dated as
            select *, timestamp '{s_first:yyyy-MM-dd} 12:00:00' + interval (d) day as time from plan join world using (m);
            insert into chain.address select m + 1, unhex(lpad(printf('%x', m + 1), 40, '0')) from world;
            insert into chain.system select system, system, 'TOK', null from world;
            insert into market.token select 1, m + 1, system, 'TOK', 0, 'erc20', true from world;
            insert into chain.contract select 1, m + 1, system, 'market', 'market', 0, null from world;
            insert into chain.block select 1, d, d, d, d, d, time from dated where m = 0;
            insert into market.contribution
            select distinct 1, 0, 1, t, system, 'a', party, 1
            from (
                select time as t, system, 1000000 * (m + 1) + 20 * d + i as party, d from dated, range(came) r (i)
                union all
                select l.time, p.system, 1000000 * (p.m + 1) + 20 * p.d + i, p.d
                from dated p join dated l on l.m = p.m and l.d = {Days - 1}, range(p.came) r (i)
                union all
                select time, system, 1000000 * (m + 1) + 500000 + 20 * d + i, d from dated, range(went) r (i)
                union all
                select f.time, p.system, 1000000 * (p.m + 1) + 500000 + 20 * p.d + i, p.d
                from dated p join dated f on f.m = p.m and f.d = 0, range(p.went) r (i)
                union all
                select time, system, 1000000 * (m + 1) + 900000 + i, d from dated, range(10) r (i)
                union all
                select time, system, 1000000 * (m + 1) + 950000 + i, d
                from dated, range(if(d in (0, {Days - 1}), 6, others)) r (i)
            );
            insert into market.payment
            select 1, d, k, 0, time, system, role, m + 1, m + 1, m + 1, amount, null, 'internal', null
            from (
                select d, 1 as k, time, system, m, 'price' as role, spent as amount from dated
                union all
                select d, 2, time, system, m, 'reward', reward from dated
                union all
                select d, 3, time, system, m, 'protocol_fee', fee from dated
            );
            insert into market.transfer select 1, d, 4, 0, time, system, m + 1, 0, m + 1, 1000000 from dated where d = 0;
            -- One market sends what it burns where nobody can take it back.
            insert into chain.address values (99, '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xDE\xAD'::blob);
            insert into market.transfer select 1, d, 5, 0, time, system, m + 1, m + 1, if(m = 1, 99, 0), burn from dated;
            insert into market.release select 1, d, 6, 0, time, system, m + 1, m + 1, cliff, null from dated;
            insert into reference.price
            select system, 'TOK', 'USD', time, price, null, 'exact', 'a test', timestamp '2024-01-01', null from dated;
            """;
}
