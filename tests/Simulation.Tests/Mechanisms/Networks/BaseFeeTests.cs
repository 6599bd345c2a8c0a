using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Mechanisms.Networks;

namespace Souk.Simulation.Tests.Mechanisms.Networks;

public class BaseFeeTests
{
    private const long Gwei = 1_000_000_000;

    // ethereum/go-ethereum, consensus/misc/eip1559/eip1559_test.go: five cases of TestCalcBaseFee, and five of
    // TestCalcBaseFeeDelhi in the copy of Polygon's fork (093658c), whose denominator is 16.
    [Theory]
    [InlineData(8, 10_000_000, 1_000_000_000)]
    [InlineData(8, 9_000_000, 987_500_000)]
    [InlineData(8, 11_000_000, 1_012_500_000)]
    [InlineData(8, 20_000_000, 1_125_000_000)]
    [InlineData(8, 0, 875_000_000)]
    [InlineData(16, 10_000_000, 1_000_000_000)]
    [InlineData(16, 9_000_000, 993_750_000)]
    [InlineData(16, 11_000_000, 1_006_250_000)]
    [InlineData(16, 20_000_000, 1_062_500_000)]
    [InlineData(16, 0, 937_500_000)]
    public void Base_fee_equals_go_ethereum(int denominator, long gasUsed, long expected)
    {
        new BaseFee(2, denominator, Gwei).Next(Gwei, gasLimit: 20_000_000, gasUsed).ShouldBe(expected);
    }

    [Fact]
    public void The_first_block_of_London_has_the_initial_fee_whatever_its_parent_used()
    {
        BaseFee.Ethereum.Next(parent: null, gasLimit: 10_000_000, gasUsed: 10_000_000).ShouldBe(Gwei);
        BaseFee.Ethereum.Next(Gwei, gasLimit: 20_000_000, gasUsed: 20_000_000).ShouldBe(1_125_000_000);
    }

    [Fact]
    public void A_tiny_fee_still_rises_by_one_and_does_not_fall()
    {
        BaseFee.Ethereum.Next(0, 20_000_000, 20_000_000).ShouldBe(1);
        BaseFee.Ethereum.Next(7, 20_000_000, 10_000_001).ShouldBe(8);
        BaseFee.Ethereum.Next(7, 20_000_000, 0).ShouldBe(7);
    }

    [Fact]
    public void A_fee_never_moves_by_more_than_an_eighth_or_one()
    {
        Prop.ForAll<uint, uint>(
                (fee, used) =>
                {
                    Int128 next = BaseFee.Ethereum.Next(fee, 30_000_000, used % 30_000_001);
                    return next >= 0 && Int128.Abs(next - fee) <= Int128.Max(1, fee / 8);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_block_beyond_its_limit_is_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => BaseFee.Ethereum.Next(Gwei, 20_000_000, 20_000_001))
            .Message.ShouldContain("gasUsed is 20000001 and must lie between 0 and 20000000");
        Should.Throw<ArgumentOutOfRangeException>(() => new BaseFee(0, 8, Gwei));
    }

    [Fact]
    public void The_base_fee_of_all_gas_is_burned()
    {
        UsageBurn.BaseFee(12 * Gwei, 15_000_000).ShouldBe(180_000_000 * (Int128)Gwei);
    }
}
