using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Royalties;

namespace Souk.Simulation.Tests.Mechanisms.Royalties;

public class ShareTableTests
{
    [Fact]
    public void Roles_are_paid_by_weight_and_the_first_holder_gets_the_rest()
    {
        AccountChart chart = new();
        int income = chart.Add("income");
        AccountRange people = chart.Add("people", 5);
        TokenLedger ledger = new(chart, "SAHARA");
        ledger.Mint(0, income, 1_001);
        ShareTable table = new([
            [
                new(AssetRole.Developer, people[0], 3),
                new(AssetRole.Optimiser, people[1], 1),
                new(AssetRole.Validator, people[2], 1),
                new(AssetRole.ComputeNode, people[3], 1),
                new(AssetRole.Annotator, people[4], 2),
            ],
        ]);
        Int128[] kept = [1_001];
        Int128[] byRole = new Int128[6];

        table.Pay(ledger, 0, income, kept, byRole);

        // Eighths of 1,001: 125 each with 1 left, 250 for two; the developer has what remains.
        people.Balances(ledger).ShouldBe([376, 125, 125, 125, 250]);
        byRole.ShouldBe([376, 125, 125, 125, 250, 0]);
        kept.ShouldBe([0]);
        ledger.Balance(0, income).ShouldBe(0);
    }

    [Fact]
    public void An_asset_without_holders_or_a_holder_without_weight_is_refused()
    {
        Should
            .Throw<ArgumentException>(() =>
                new ShareTable([
                    [],
                ])
            )
            .Message.ShouldContain("Asset 0");
        Should.Throw<ArgumentException>(() =>
            new ShareTable([
                [new(AssetRole.Developer, 0, 0)],
            ])
        );
    }
}

internal static class AccountBalances
{
    public static Int128[] Balances(this AccountRange range, TokenLedger ledger, int token = 0) =>
        ledger.Balances(token).Slice(range.First, range.Count).ToArray();
}
