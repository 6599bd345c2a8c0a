using Souk.Simulation.Crews;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Rewards;

/// <summary>Two tokens for one piece of work, and what flows back: the loop between two projects, measured both ways.</summary>
/// <remarks>
/// Source: ours, MODELLED after Sahara's data campaign with MyShell, whose contributors were paid in the partner's token
/// as well. Forward is what contributors got of the partner's token; back is what they spent of it on the partner's product.
/// </remarks>
public sealed class PartnerReward(TokenLedger ledger, int nativeToken, int partnerToken)
{
    /// <summary>Base units of the partner's token paid to contributors so far.</summary>
    public Int128 Forward { get; private set; }

    /// <summary>Base units of it that contributors spent with the partner so far.</summary>
    public Int128 Back { get; private set; }

    /// <summary>The share of the partner's rewards that came back: 1 where all of it was spent with the partner.</summary>
    /// <returns>NaN before the first reward.</returns>
    public double ReturnShare => (double)Back / (double)Forward;

    /// <summary>Pays what both accounts hold, by the same weights. Rounding leaves less than one unit per contributor behind.</summary>
    /// <param name="nativeRewards">Account of the project.</param>
    /// <param name="partnerRewards">Account of the partner.</param>
    public void Pay(int nativeRewards, int partnerRewards, AccountRange contributors, ReadOnlySpan<uint> weights)
    {
        Split.PayByWeight(ledger, nativeToken, nativeRewards, contributors, weights);
        Forward += Split.PayByWeight(ledger, partnerToken, partnerRewards, contributors, weights);
    }

    /// <summary>The same on all threads of a run.</summary>
    /// <param name="contributors">Pays them by their weights.</param>
    public void Pay(Crew crew, int nativeRewards, int partnerRewards, WeightedPay contributors)
    {
        contributors.Pay(crew, nativeToken, nativeRewards);
        Forward += contributors.Pay(crew, partnerToken, partnerRewards);
    }

    /// <summary>Every contributor spends a share of what it holds, rounded down, on all threads of a run.</summary>
    public void Spend(Crew crew, SharePay contributors, Share share, int partner) =>
        Back += contributors.Pay(crew, partnerToken, share, partner);

    /// <summary>A contributor spends the partner's token on the partner's product.</summary>
    /// <exception cref="InvalidOperationException">It holds less than the amount.</exception>
    public void Spend(int contributor, int partner, Int128 amount)
    {
        ledger.Transfer(partnerToken, contributor, partner, amount);
        Back += amount;
    }
}
