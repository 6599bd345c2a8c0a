using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Fees;

/// <summary>Buyers pay in stablecoin: the market keeps its fee, contributors get the rest.</summary>
/// <remarks>
/// The price legs of a marketplace order: price = market fee + provider payment. Buyers bring the money from outside,
/// so it is minted to them when they spend it. The fee is rounded down per buyer and day.
/// </remarks>
public static class OrderSettlement
{
    /// <summary>Collects the orders of all buyers.</summary>
    /// <returns>Stablecoin base units paid, fees included.</returns>
    public static Int128 Collect(
        TokenLedger ledger,
        int stable,
        AccountRange buyers,
        ReadOnlySpan<Int128> spending,
        Share marketFee,
        int router,
        int payroll
    )
    {
        Int128 paid = 0;
        for (int buyer = 0; buyer < spending.Length; buyer++)
        {
            Int128 price = spending[buyer];
            if (price > 0)
            {
                Int128 fee = marketFee.Of(price);
                ledger.Mint(stable, buyers[buyer], price);
                ledger.Transfer(stable, buyers[buyer], router, fee);
                ledger.Transfer(stable, buyers[buyer], payroll, price - fee);
                paid += price;
            }
        }

        return paid;
    }
}
