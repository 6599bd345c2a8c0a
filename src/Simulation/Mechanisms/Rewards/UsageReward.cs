using Souk.Simulation.Crews;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Rewards;

/// <summary>Passive rewards: when a dataset is used, those who once contributed to it are paid again.</summary>
/// <remarks>Source: ours, MODELLED after Masa's description of rewards for every use of contributed data.</remarks>
public static class UsageReward
{
    /// <summary>Pays a share of what a use brought in to the original contributors, by the data points accepted from each.</summary>
    /// <param name="revenueAccount">Holds the revenue; what is not paid stays there.</param>
    /// <param name="revenue">Base units that this use brought in.</param>
    /// <param name="rewards">Account through which the reward passes; what rounding leaves stays there for the next use.</param>
    /// <param name="acceptedUnits">Data points by contributor.</param>
    /// <returns>Base units that reached contributors.</returns>
    public static Int128 Pay(
        TokenLedger ledger,
        int token,
        int revenueAccount,
        Int128 revenue,
        Share share,
        int rewards,
        AccountRange contributors,
        ReadOnlySpan<uint> acceptedUnits
    )
    {
        ledger.Transfer(token, revenueAccount, rewards, share.Of(revenue));
        return Split.PayByWeight(ledger, token, rewards, contributors, acceptedUnits);
    }

    /// <summary>The same on all threads of a run.</summary>
    /// <param name="contributors">Pays them by the data points accepted from each.</param>
    public static Int128 Pay(
        Crew crew,
        TokenLedger ledger,
        int token,
        int revenueAccount,
        Int128 revenue,
        Share share,
        int rewards,
        WeightedPay contributors
    )
    {
        ledger.Transfer(token, revenueAccount, rewards, share.Of(revenue));
        return contributors.Pay(crew, token, rewards);
    }
}
