using System.Diagnostics;
using System.Globalization;
using Souk.Simulation.Markets;
using Souk.Simulation.Markets.Books;
using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Markets.Curves;
using Souk.Simulation.Markets.WeightedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Bench;

/// <summary>Nanoseconds for one call of each market kernel, the best of five rounds.</summary>
internal static class KernelBench
{
    private const int Rounds = 5;
    private static readonly Int128 One = 1_000_000_000_000_000_000;

    public static void Run()
    {
        Int128 tokens = 20_000_000 * One;
        Int128 stable = 1_000_000 * One;
        UInt256 wide = UInt256.Parse("1234567890123456789012345678901234567890123456");
        UInt128 sixty = UInt128.Parse("123456789012345678901234567");
        Time("256 / 64 bits", 1_000_000, i => (long)((wide / (1_000_000_007 + (ulong)i)).Low & 7));
        Time("256 / 128 bits", 1_000_000, i => (long)((wide / (sixty + (ulong)i)).Low & 7));
        Time("512 / 160 bits", 1_000_000, i => (long)(UInt256.MultiplyDivide(wide, wide, wide + (ulong)i).Low & 7));
        Time(
            "128-bit multiply and divide",
            1_000_000,
            i => (long)(WideMath.MultiplyDivide(sixty, sixty + (ulong)i, sixty) & 7)
        );
        Time("constant product, exact in", 1_000_000, i => ConstantProductPool.AmountOut(One + i, stable, tokens, 30));
        Time("constant product, exact out", 1_000_000, i => ConstantProductPool.AmountIn(One + i, stable, tokens, 30));
        ConstantProductPair pair = default(ConstantProductPair).Mint(stable, tokens).Pair;
        Time("constant product, checked swap", 1_000_000, i => pair.Swap(One + i, 0, 0, One, 30)!.Value.Reserve0);

        ConcentratedPool pool = new(3_000, 60, TickMath.SqrtPriceAt(7_777));
        pool.Mint(1, -887_220, 887_220, stable);
        Time("concentrated, no tick crossed", 200_000, i => pool.Swap(i % 2 == 0, One / 1_000).Amount0);
        ConcentratedPool stepped = new(3_000, 60, TickMath.SqrtPriceAt(7_777));
        stepped.Mint(1, -887_220, 887_220, stable);
        stepped.Mint(1, 7_740, 7_800, stable);
        Time(
            "concentrated, a tick crossed",
            200_000,
            i => stepped.Swap(i % 2 == 0, (i % 2 == 0 ? 10_000 : 22_000) * One).Amount0
        );
        Time("tick of a price", 1_000_000, i => TickMath.TickAt(UInt256.One << 96 | (ulong)i));
        Time("price of a tick", 1_000_000, i => (ulong)(TickMath.SqrtPriceAt(100_000 + (i % 100_000)) >> 100).Low);

        Int128 half = One / 2;
        Time("weighted, 50 to 50", 500_000, i => WeightedPool.AmountOut(stable, half, tokens, half, One + i));
        Time(
            "weighted, 70 to 30",
            100_000,
            i => WeightedPool.AmountOut(stable, One * 7 / 10, tokens, One * 3 / 10, One + i)
        );
        ReserveCurve curve = new(tokens, stable, 400_000);
        Time("reserve curve, purchase", 100_000, i => curve.Purchase(One + i));
        PolynomialCurve line = new([0, 1], System.Numerics.BigInteger.Pow(10, 30));
        Time("linear curve, cost", 200_000, i => line.Cost(stable, One + i));
        OrderBook book = new();
        List<Trade> trades = [];
        Time(
            "order book, limit order",
            200_000,
            i =>
            {
                trades.Clear();
                book.PlaceLimit(i % 2 == 0, i, 1_000 + (i * 7919L % 21), 5, trades);
                return trades.Count;
            }
        );
    }

    private static void Time(string name, int count, Func<int, Int128> call)
    {
        Int128 sum = 0;
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < count; i++)
            {
                sum += call(i);
            }

            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / count);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name, -32} {best, 8:0} ns  ({sum % 1_000})"));
    }
}
