using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Fees;

/// <summary>What a pool pays for an amount, given its reserves: constant product, weighted, or any other rule.</summary>
public delegate Int128 SwapRule(Int128 amountIn, Int128 reserveIn, Int128 reserveOut);

/// <summary>Fees in any currency become the token: each is sold into a pool and moves its price.</summary>
/// <remarks>
/// The pool's reserves are what its account holds. Price impact is in the rule; the amount out is rounded as the rule
/// rounds, in the pool's favour.
/// </remarks>
public static class FeeConversion
{
    /// <summary>Sells all that the router holds of a currency.</summary>
    /// <returns>Base units of the token bought; 0 if there was nothing to sell.</returns>
    /// <exception cref="InvalidOperationException">The rule pays more than the pool holds; nothing changes.</exception>
    public static Int128 Convert(TokenLedger ledger, int currency, int token, int router, int pool, SwapRule rule)
    {
        Int128 amountIn = ledger.Balance(currency, router);
        if (amountIn == 0 || currency == token)
        {
            return 0;
        }

        Int128 amountOut = rule(amountIn, ledger.Balance(currency, pool), ledger.Balance(token, pool));
        ledger.Transfer(token, pool, router, amountOut);
        ledger.Transfer(currency, router, pool, amountIn);
        return amountOut;
    }
}
