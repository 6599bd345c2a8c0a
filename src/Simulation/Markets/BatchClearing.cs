using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets;

/// <summary>One day's orders cleared against each other and a pool at one price.</summary>
/// <param name="TokensSold">Token base units from all sellers.</param>
/// <param name="TokensBought">Token base units for all buyers.</param>
/// <param name="StablePaid">Stablecoin base units from all buyers.</param>
/// <param name="StableReceived">Stablecoin base units for all sellers.</param>
/// <remarks>The differences are what the pool gives or takes: nothing is created.</remarks>
public readonly record struct BatchClearing(
    Int128 TokensSold,
    Int128 TokensBought,
    Int128 StablePaid,
    Int128 StableReceived
)
{
    /// <summary>Finds the price at which buyers, sellers and the pool agree, and what each side gets.</summary>
    /// <remarks>
    /// With reserves X of tokens and Y of stablecoin, S tokens to sell, B to spend and g = 1 − fee, a net purchase clears
    /// at p = (Y + gB) / (g(X + S)) and a net sale at p = g(Y + B) / (X + gS): both sides trade at p and only the
    /// difference passes through the pool (x·y = k). Between the two prices sides match without the pool. What passes
    /// through the pool is rounded down, so sides differ from p by less than one base unit per pool unit.
    /// </remarks>
    public static BatchClearing Clear(
        Int128 tokensToSell,
        Int128 stableToSpend,
        Int128 tokenReserve,
        Int128 stableReserve,
        int feeBasisPoints
    )
    {
        Int128 intoPool =
            stableToSpend - SellersShare(tokensToSell, stableToSpend, tokenReserve, stableReserve, feeBasisPoints);
        if (intoPool > 0)
        {
            Int128 fromPool = ConstantProductPool.AmountOut(intoPool, stableReserve, tokenReserve, feeBasisPoints);
            return new(tokensToSell, tokensToSell + fromPool, stableToSpend, stableToSpend - intoPool);
        }

        // The same formulas with token and stablecoin exchanged.
        intoPool =
            tokensToSell - SellersShare(stableToSpend, tokensToSell, stableReserve, tokenReserve, feeBasisPoints);
        if (intoPool > 0)
        {
            Int128 fromPool = ConstantProductPool.AmountOut(intoPool, tokenReserve, stableReserve, feeBasisPoints);
            return new(tokensToSell, tokensToSell - intoPool, stableToSpend, stableToSpend + fromPool);
        }

        return new(tokensToSell, tokensToSell, stableToSpend, stableToSpend);
    }

    // S × (Y + gB) / (g(X + S)), rounded up, at most B: what the buyers' side pays to the sellers' side directly.
    private static Int128 SellersShare(
        Int128 sold,
        Int128 spent,
        Int128 reserveSold,
        Int128 reserveSpent,
        int feeBasisPoints
    )
    {
        UInt128 keep = (UInt128)(ConstantProductPool.Whole - feeBasisPoints);
        UInt128 numerator = ((UInt128)reserveSpent * ConstantProductPool.Whole) + ((UInt128)spent * keep);
        UInt128 divisor = keep * (UInt128)(reserveSold + sold);
        UInt128 share = WideMath.MultiplyDivideUp((UInt128)sold, numerator, divisor);
        return (Int128)UInt128.Min(share, (UInt128)spent);
    }
}
