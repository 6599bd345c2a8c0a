using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Fees;

public class OrderSettlementTests
{
    [Fact]
    public void A_price_is_the_market_fee_and_the_pay_and_nothing_else()
    {
        AccountChart chart = new();
        int router = chart.Add("router");
        int payroll = chart.Add("payroll");
        AccountRange buyers = chart.Add("buyers", 3);
        TokenLedger ledger = new(chart, "USDC");

        Int128 paid = OrderSettlement.Collect(ledger, 0, buyers, [105, 0, 99], new Share(0.1), router, payroll);

        // Fees of 10.5 and 9.9 round down to 10 and 9.
        paid.ShouldBe(204);
        ledger.Balances(0).ToArray().ShouldBe([19, 185, 0, 0, 0]);
        ledger.Supply(0).ShouldBe(204);
    }
}
