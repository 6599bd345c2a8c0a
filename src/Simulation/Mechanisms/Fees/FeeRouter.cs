using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Fees;

/// <summary>The accounts that fees go to.</summary>
public readonly record struct FeeAccounts(int Treasury, int Stakers, int Rewards);

/// <summary>What becomes of the market's fees: converted to the token in the pool, partly burned, the rest to rewards.</summary>
/// <remarks>
/// Convert-then-burn, as data markets announce it: fees arrive in stablecoin, the purchase moves the price, a share of
/// the tokens bought is burned and the rest rewards contributors. The burned part is rounded down.
/// </remarks>
public static class FeeRouter
{
    /// <summary>Burns a share of the converted tokens and passes on the rest.</summary>
    /// <returns>Base units burned.</returns>
    public static Int128 BurnAndReward(TokenLedger ledger, int token, int router, int rewards, Share burnShare)
    {
        Int128 converted = ledger.Balance(token, router);
        Int128 burned = burnShare.Of(converted);
        ledger.Burn(token, router, burned);
        ledger.Transfer(token, router, rewards, converted - burned);
        return burned;
    }

    /// <summary>Divides all tokens of the router among burn, treasury, stakers and rewards.</summary>
    /// <param name="accounts">Treasury, stakers and rewards.</param>
    /// <returns>The parts; they add up to what the router held.</returns>
    public static FeeParts Route(TokenLedger ledger, int token, int router, FeeAccounts accounts, FeeSplit split)
    {
        FeeParts parts = split.Of(ledger.Balance(token, router));
        ledger.Burn(token, router, parts.Burn);
        ledger.Transfer(token, router, accounts.Treasury, parts.Treasury);
        ledger.Transfer(token, router, accounts.Stakers, parts.Stakers);
        ledger.Transfer(token, router, accounts.Rewards, parts.Rewards);
        return parts;
    }
}
