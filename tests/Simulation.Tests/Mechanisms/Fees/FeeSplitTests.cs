using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Mechanisms.Fees;

namespace Souk.Simulation.Tests.Mechanisms.Fees;

public class FeeSplitTests
{
    private const long Tenth = 100_000_000;

    [Fact]
    public void The_last_unit_goes_to_the_largest_remainder_and_the_rest_to_its_owner()
    {
        // Of 1,007: quotas 302.1, 201.4, 100.7 and 402.8; two units are left, for rewards and stakers.
        FeeSplit split = new(3 * Tenth, 2 * Tenth, Tenth, rewards: 0, FeeOwner.Rewards);

        split.Of(1_007).ShouldBe(new FeeParts(Burn: 302, Treasury: 201, Stakers: 101, Rewards: 403));
    }

    [Fact]
    public void Parts_add_up_to_the_fee_whatever_the_shares()
    {
        Prop.ForAll<uint, uint, ulong>(
                (a, b, amount) =>
                {
                    FeeSplit split = new(a % 333_333_333, b % 333_333_333, (a ^ b) % 333_333_333, 0, FeeOwner.Treasury);
                    FeeParts parts = split.Of(amount);
                    return parts.Sum() == amount
                        && parts.Burn >= 0
                        && parts.Treasury >= 0
                        && parts.Stakers >= 0
                        && parts.Rewards >= 0;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fees_in_two_currencies_are_sold_burned_and_divided_and_nothing_is_lost()
    {
        (TokenLedger ledger, int router, int pool, FeeAccounts accounts) = Market();
        SwapRule uniswap = (amountIn, reserveIn, reserveOut) =>
            ConstantProductPool.AmountOut(amountIn, reserveIn, reserveOut, feeBasisPoints: 30);

        // Uniswap v2: 1,000 × 997 × 1,000,000 / (500,000 × 1,000 + 1,000 × 997) = 1,990.03.
        Int128 bought = FeeConversion.Convert(ledger, currency: 1, token: 0, router, pool, uniswap);
        FeeParts parts = FeeRouter.Route(
            ledger,
            0,
            router,
            accounts,
            new FeeSplit(5 * Tenth, Tenth, 2 * Tenth, 2 * Tenth, FeeOwner.Burn)
        );

        bought.ShouldBe(1_990);
        parts.ShouldBe(new FeeParts(Burn: 1_010, Treasury: 202, Stakers: 404, Rewards: 404));
        ledger.Supply(0).ShouldBe(1_000_030 - 1_010);
        ledger.Balance(1, pool).ShouldBe(501_000);
        ledger.Balance(0, router).ShouldBe(0);
        ledger.CheckConservation("fee router");
        FeeConversion.Convert(ledger, 1, 0, router, pool, uniswap).ShouldBe(0);
    }

    [Fact]
    public void A_rule_that_pays_more_than_the_pool_holds_changes_nothing()
    {
        (TokenLedger ledger, int router, int pool, _) = Market();

        Should.Throw<InvalidOperationException>(() =>
            FeeConversion.Convert(ledger, 1, 0, router, pool, (_, _, reserveOut) => reserveOut + 1)
        );

        ledger.Balance(1, router).ShouldBe(1_000);
        ledger.Balance(0, pool).ShouldBe(1_000_000);
    }

    [Fact]
    public void Shares_of_more_than_the_whole_are_refused()
    {
        Should
            .Throw<ArgumentException>(() => new FeeSplit(6 * Tenth, 3 * Tenth, Tenth, 1, FeeOwner.Burn))
            .Message.ShouldContain("1000000001 parts per billion, more than 1000000000: lower one");
    }

    private static (TokenLedger, int Router, int Pool, FeeAccounts) Market()
    {
        AccountChart chart = new();
        int router = chart.Add("router");
        int pool = chart.Add("pool");
        FeeAccounts accounts = new(chart.Add("treasury"), chart.Add("stakers"), chart.Add("rewards"));
        TokenLedger ledger = new(chart, "MASA", "USDC");
        ledger.Mint(0, router, 30);
        ledger.Mint(1, router, 1_000);
        ledger.Mint(0, pool, 1_000_000);
        ledger.Mint(1, pool, 500_000);
        return (ledger, router, pool, accounts);
    }
}
