using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Rewards;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Rewards;

public class RewardTests
{
    [Fact]
    public void Each_use_pays_original_contributors_by_the_data_accepted_from_them()
    {
        AccountChart chart = new();
        int revenue = chart.Add("revenue");
        int rewards = chart.Add("rewards");
        AccountRange people = chart.Add("contributor", 3);
        TokenLedger ledger = new(chart, "MASA");
        ledger.Mint(0, revenue, 2_000);

        Int128 first = UsageReward.Pay(ledger, 0, revenue, 1_000, new Share(0.3), rewards, people, [1, 4, 0]);
        Int128 second = UsageReward.Pay(ledger, 0, revenue, 1_000, new Share(0.3), rewards, people, [1, 4, 2]);

        // 300 by 1:4:0 is 60 and 240; 300 by 1:4:2 is 42.9, 171.4 and 85.7, two units wait for the next use.
        (first, second).ShouldBe((300, 298));
        ledger.Balances(0).ToArray().ShouldBe([1_400, 2, 102, 411, 85]);
    }

    [Fact]
    public void Partner_tokens_are_paid_beside_the_native_ones_and_the_loop_is_measured_both_ways()
    {
        AccountChart chart = new();
        int native = chart.Add("rewards");
        int partner = chart.Add("partner");
        AccountRange people = chart.Add("annotator", 2);
        TokenLedger ledger = new(chart, "SAHARA", "SHELL");
        ledger.Mint(0, native, 400);
        ledger.Mint(1, partner, 1_000);
        PartnerReward reward = new(ledger, nativeToken: 0, partnerToken: 1);

        reward.Pay(native, partner, people, [1, 3]);
        reward.Spend(people[1], partner, 500);

        ledger.Balances(0).ToArray().ShouldBe([0, 0, 100, 300]);
        ledger.Balances(1).ToArray().ShouldBe([0, 500, 250, 250]);
        (reward.Forward, reward.Back).ShouldBe((1_000, 500));
        reward.ReturnShare.ShouldBe(0.5);
    }
}
