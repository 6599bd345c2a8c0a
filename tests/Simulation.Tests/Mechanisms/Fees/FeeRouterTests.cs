using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Fees;

public class FeeRouterTests
{
    [Theory]
    [InlineData(0.3, 302, 705)]
    [InlineData(0, 0, 1007)]
    [InlineData(1, 1007, 0)]
    public void Converted_fees_are_burned_by_share_and_the_rest_rewards(double share, int burned, int rewarded)
    {
        AccountChart chart = new();
        int router = chart.Add("router");
        int rewards = chart.Add("rewards");
        TokenLedger ledger = new(chart, "MASA");
        ledger.Mint(0, router, 1007);

        FeeRouter.BurnAndReward(ledger, 0, router, rewards, new Share(share)).ShouldBe(burned);

        ledger.Supply(0).ShouldBe(1007 - burned);
        ledger.Balance(0, rewards).ShouldBe(rewarded);
        ledger.Balance(0, router).ShouldBe(0);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_outside_zero_to_one_is_refused(double value)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Share(value));
    }
}
