using System.Numerics;
using Souk.DuckDb;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>GOLD (address 1) and USDC (address 2) in pools of ticks, with roots of 2^192 parts worked out in wide integers.</summary>
internal sealed class TickMarket : IDisposable
{
    private const int Bits = 192;

    // The root of 1.0001, times 2^192: floor of the root of 10001 x 2^384 / 10000.
    private static readonly BigInteger s_step = Root((10_001 * (BigInteger.One << (2 * Bits))) / 10_000);
    private int _logIndex = 1;

    public PaidMarket Market { get; } = new("2025-01-10");

    /// <summary>The root of 1.0001^tick, times 2^192.</summary>
    public static BigInteger RootAt(int tick)
    {
        BigInteger root = BigInteger.One << Bits;
        for (int bit = 30; bit >= 0; bit--)
        {
            root = (root * root) >> Bits;
            if (((Math.Abs(tick) >> bit) & 1) == 1)
            {
                root = (root * s_step) >> Bits;
            }
        }

        return tick < 0 ? (BigInteger.One << (2 * Bits)) / root : root;
    }

    public static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    public void Open(int pool, bool isFirst, int feePpm = 3_000) =>
        Execute(
            $"insert into market.tick_pool values (1, 1, {_logIndex++}, timestamp '2025-01-01', 'm', {pool}, {(isFirst ? "1, 2" : "2, 1")}, 1, {feePpm}, 60)"
        );

    /// <summary>Ticks of the price of GOLD, whichever way round the pool has it.</summary>
    public void Give(
        int pool,
        bool isFirst,
        int lower,
        int upper,
        BigInteger liquidity,
        string day = "2025-01-01",
        int owner = 5
    ) =>
        Execute(
            $"insert into market.tick_liquidity values (1, 1, {_logIndex++}, timestamp '{day} 12:00:00', 'm', {pool}, {owner}, "
                + $"{(isFirst ? lower : -upper)}, {(isFirst ? upper : -lower)}, {liquidity})"
        );

    /// <summary>The price of GOLD is at a tick after so much moved; amounts are above 0 where the pool received.</summary>
    public void Stand(
        int pool,
        bool isFirst,
        int tick,
        BigInteger liquidity,
        BigInteger gold,
        BigInteger usdc,
        string day = "2025-01-01"
    )
    {
        string root = (RootAt(isFirst ? tick : -tick) >> (Bits - 96)).ToString("x").TrimStart('0').PadLeft(40, '0');
        Execute(
            $"insert into market.tick_swap values (1, 1, {_logIndex++}, timestamp '{day} 12:00:00', 'm', {pool}, unhex('{root}'), "
                + $"{liquidity}, {(isFirst ? tick : -tick)}, {(isFirst ? gold : usdc)}, {(isFirst ? usdc : gold)})"
        );
    }

    public void Dispose() => Market.Dispose();

    private void Execute(string sql) => Market.Connection.Execute(sql);
}
