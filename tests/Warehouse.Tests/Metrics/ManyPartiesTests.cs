using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>market.concentrated over more parties than one heap has, and over amounts as wide as they may be, against plain loops.</summary>
public sealed class ManyPartiesTests
{
    public static TheoryData<int, string> Parties =>
        new()
        {
            { 999, "equal" },
            { 1_000, "narrow" },
            { 1_001, "narrow" },
            { 2_500, "equal" },
            { 5_003, "narrow" },
            { 4_000, "skewed" },
            { 700, "wide" },
            { 1, "wide" },
        };

    [Theory]
    [MemberData(nameof(Parties))]
    public void Heaps_of_parties_give_what_all_of_them_do(int parties, string shape)
    {
        BigInteger[] amounts = [.. Enumerable.Range(0, parties).Select(party => Amount((ulong)party, shape)).Order()];
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        warehouse
            .Connection.Query(
                """
                with amounts as (
                    select
                        month, 'earners' as side, 1 as chain_id, 2 as token_id,
                        unnest($amounts::varchar[])::hugeint as amount
                    from (values (null::date), (date '2025-01-01')) months(month)
                )
                select parties, total::varchar, gini_ppm, hhi, nakamoto, top_share_ppm, top_percent_share_ppm
                from market.concentrated('amounts')
                order by month
                """,
                row => string.Join('|', Enumerable.Range(0, 7).Select(row.GetValue)),
                ("amounts", amounts.Select(amount => amount.ToString(CultureInfo.InvariantCulture)).ToArray())
            )
            .ShouldBe([Measured(amounts), Measured(amounts)]);
    }

    // Scattered by a multiplier that has no pattern in its high bits.
    private static BigInteger Amount(ulong party, string shape)
    {
        ulong scattered = unchecked((party + 1) * 0x9E37_79B9_7F4A_7C15) >> 4;
        return shape switch
        {
            "equal" => 5,
            "skewed" => BigInteger.One + (scattered >> (int)(party % 59)),
            "wide" => (BigInteger.One << 114) + scattered,
            _ => BigInteger.One + scattered,
        };
    }

    private static string Measured(BigInteger[] amounts)
    {
        BigInteger total = amounts.Aggregate(BigInteger.Add);
        BigInteger ranked = amounts
            .Select((amount, rank) => ((2 * rank) + 1 - amounts.Length) * amount)
            .Aggregate(BigInteger.Add);
        BigInteger squares = amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + (amount * amount));
        int majority = 1;
        while (2 * amounts[^majority..].Aggregate(BigInteger.Add) <= total)
        {
            majority++;
        }

        BigInteger top = amounts[^Math.Max(1, amounts.Length / 100)..].Aggregate(BigInteger.Add);
        return string.Join(
            '|',
            amounts.Length,
            total,
            ranked * 1_000_000 / (amounts.Length * total),
            10_000 * squares / (total * total),
            majority,
            amounts[^1] * 1_000_000 / total,
            top * 1_000_000 / total
        );
    }
}
