using Souk.Simulation.Markets;

namespace Souk.Simulation.Tests.Markets;

public class BatchClearingTests
{
    private static readonly Int128 Tokens = 20_000_000_000_000;
    private static readonly Int128 Stable = 1_000_000_000_000;

    [Fact]
    public void Buyers_alone_swap_with_the_pool()
    {
        BatchClearing batch = BatchClearing.Clear(0, 1_000_000, Tokens, Stable, 30);

        batch.TokensBought.ShouldBe(ConstantProductPool.AmountOut(1_000_000, Stable, Tokens, 30));
        batch.StableReceived.ShouldBe(0);
    }

    [Fact]
    public void Sellers_alone_swap_with_the_pool()
    {
        BatchClearing batch = BatchClearing.Clear(1_000_000, 0, Tokens, Stable, 30);

        batch.StableReceived.ShouldBe(ConstantProductPool.AmountOut(1_000_000, Tokens, Stable, 30));
        batch.TokensBought.ShouldBe(0);
    }

    [Fact]
    public void Matching_sides_leave_the_pool_alone()
    {
        // 20 tokens per unit of stablecoin: both sides bring the same value.
        BatchClearing batch = BatchClearing.Clear(20_000_000, 1_000_000, Tokens, Stable, 30);

        batch.ShouldBe(new BatchClearing(20_000_000, 20_000_000, 1_000_000, 1_000_000));
    }

    [Theory]
    [InlineData(5_000_000_000, 900_000_000)]
    [InlineData(90_000_000_000, 900_000_000)]
    public void Both_sides_trade_at_one_price_and_the_pool_gains(long sold, long spent)
    {
        BatchClearing batch = BatchClearing.Clear(sold, spent, Tokens, Stable, 30);

        double buyersPay = (double)batch.StablePaid / (double)batch.TokensBought;
        double sellersGet = (double)batch.StableReceived / (double)batch.TokensSold;
        Int128 tokens = Tokens + batch.TokensSold - batch.TokensBought;
        Int128 stable = Stable + batch.StablePaid - batch.StableReceived;
        sellersGet.ShouldBe(buyersPay, 1e-8 * buyersPay);
        (tokens * stable).ShouldBeGreaterThanOrEqualTo(Tokens * Stable);
    }

    [Fact]
    public void Nobody_trades_when_there_are_no_orders()
    {
        BatchClearing.Clear(0, 0, Tokens, Stable, 30).ShouldBe(new BatchClearing(0, 0, 0, 0));
    }
}
