using System.Globalization;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class ConcentrationTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Equal_earners_have_no_inequality_and_more_than_half_of_them_are_a_majority()
    {
        for (int party = 10; party < 14; party++)
        {
            _market.Pay("price", payer: 1, party, 25);
        }

        _market.Rows("concentration", "earners").ShouldBe(["earners USDC 0 4 100 0 2500 3 250000 250000"]);
        _market.Rows("concentration", "buyers").ShouldBe(["buyers USDC 0 1 100 0 10000 1 1000000 1000000"]);
    }

    [Fact]
    public void One_who_has_nearly_all_is_seen_by_every_measure()
    {
        _market.Pay("reward", 1, 10, 97);
        _market.Pay("royalty", 1, 11, 1);
        _market.Pay("price", 1, 12, 1);
        _market.Pay("price", 1, 13, 1);

        // Gini: 2 (1 + 2 + 3 + 4·97) / (4·100) − 5/4 = 0.72. HHI: 0.97² + 3·0.01² = 0.9412.
        _market.Rows("concentration", "earners").ShouldBe(["earners USDC 0 4 100 720000 9412 1 970000 970000"]);
    }

    [Fact]
    public void Contracts_and_the_zero_address_are_no_holders_and_who_sold_all_is_none()
    {
        _market.Hold(50, "vesting");
        _market.Transfer(0, 10, 100);
        _market.Transfer(0, 50, 900);
        _market.Transfer(10, 11, 30);
        _market.Transfer(10, 12, 10);
        _market.Transfer(12, 0, 10);

        _market.Rows("concentration", "holders").ShouldBe(["holders GOLD 0 2 90 166666 5555 1 666666 666666"]);
    }

    [Fact]
    public void What_was_sent_to_the_dead_address_is_held_by_nobody()
    {
        _market.Address(60, new string('0', 36) + "dead");
        _market.Transfer(0, 10, 60);
        _market.Transfer(0, 11, 40);
        _market.Transfer(0, 60, 900);

        _market.Rows("concentration", "holders").ShouldBe(["holders GOLD 0 2 100 100000 5200 1 600000 600000"]);
    }

    [Fact]
    public void Fees_are_nobodys_earnings_and_an_empty_market_has_no_rows()
    {
        _market.Rows("concentration").ShouldBeEmpty();

        _market.Pay("protocol_fee", 1, 10, 5);

        _market.Rows("concentration").ShouldBeEmpty();
    }

    [Fact]
    public void Any_amounts_agree_with_the_definitions_written_out()
    {
        // Amounts of very different size, up to 1e27 base units; the generator is a plain congruence.
        ulong state = 42;
        List<Int128> amounts = [];
        for (int party = 10; party < 170; party++)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            Int128 amount = (Int128)(state >> 40) * Power(10, (int)(state % 20));
            amounts.Add(amount);
            _market.Pay("price", 1, party, amount);
        }

        string[] row = _market.Rows("concentration", "earners").Single().Split(' ');

        double[] x = [.. amounts.Where(a => a > 0).Select(a => (double)a).OrderDescending()];
        double sum = x.Sum();
        double meanDifference = x.Sum(a => x.Sum(b => Math.Abs(a - b))) / ((double)x.Length * x.Length);
        Number(row[5]).ShouldBe(1e6 * meanDifference / (2 * sum / x.Length), 1);
        Number(row[6]).ShouldBe(x.Sum(a => 1e4 * a * a / sum / sum), 1 + (2 * x.Length / 100.0));
        Number(row[7]).ShouldBe(1 + Enumerable.Range(0, x.Length).Count(k => x[..k].Sum() <= sum / 2 && k > 0));
        Number(row[8]).ShouldBe(1e6 * x[0] / sum, 1);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Int128 Power(int number, int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= number;
        }

        return power;
    }
}
