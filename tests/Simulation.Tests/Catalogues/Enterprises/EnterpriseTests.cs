using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Enterprises;

public class EnterpriseTests
{
    private static CatalogueRun Run(string more, string horizon = "365 days") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "shop: { kind: account }\ntill: { kind: account }\n"
                    + $"big: {{ kind: people.enterprises, money: USDC, sellers: shop, fees: till, {more} }}",
                horizon: horizon
            ),
            auditSteps: 3
        );

    [Fact]
    public void The_days_of_a_year_add_up_to_the_yearly_value()
    {
        Int128 sum = 0;
        for (int day = 400; day < 765; day++)
        {
            sum += ContractPolicy.Due(1_000_003, day);
        }

        sum.ShouldBe(1_000_003);
        ContractPolicy.Due(365, 17).ShouldBe(1);
        // 20 contracts of a year, of which a quarter is not renewed: 5 a year.
        (ContractPolicy.HoldingRate(20, 365, renewal: 0.75) * 365).ShouldBe(5, 1e-12);
    }

    [Fact]
    public void Revenue_of_the_first_year_is_the_stated_figure_to_the_base_unit_if_all_renew()
    {
        CatalogueRun run = Run("yearly_revenue: 34567891.23 USD, contract: 1M USD, renewal: 100 %, market_fee: 10 %");

        run.Series("big.contracts").ShouldAllBe(count => count == 35);
        run.Series("big.annual").ShouldAllBe(value => Math.Abs(value - 34_567_891.23) < 1e-6);
        (run.Held("shop", "USDC") + run.Held("till", "USDC")).ShouldBe(34_567_891_230_000);
        // A tenth, rounded down by contract and day.
        ((double)run.Held("till", "USDC")).ShouldBe(3_456_789_123_000, 35 * 365);
        run.Series("big.renewed")[364].ShouldBe(35);
        run.Series("big.signed")[364].ShouldBe(0);
    }

    [Fact]
    public void Contracts_settle_at_signings_times_their_mean_life()
    {
        string Text(string signings) =>
            $"yearly_revenue: 200M USD, contract: 1M USD, contract_sigma: 0.5, term: 100 days, renewal: 50 %, signings: {signings}";
        CatalogueRun same = Run(Text("1"), "1500 days");
        CatalogueRun half = Run(Text("0.5"), "1500 days");

        // 200 or 100, each of deviation √n around it and correlated over 200 days.
        same.Series("big.contracts")[500..].Average().ShouldBe(200, 20);
        half.Series("big.contracts")[500..].Average().ShouldBe(100, 14);
        (same.Series("big.annual")[500..].Average() / 1e6).ShouldBe(200, 25);
    }

    [Fact]
    public void Without_renewals_and_signings_nothing_is_left_after_a_term_and_an_uplift_compounds()
    {
        CatalogueRun ends = Run("yearly_revenue: 10M USD, term: 100 days, renewal: 0, signings: 0", "150 days");
        CatalogueRun grows = Run(
            "yearly_revenue: 10M USD, term: 100 days, renewal: 100 %, uplift: 0.1, signings: 0",
            "220 days"
        );

        ends.Series("big.lost")[149].ShouldBe(20);
        ends.Series("big.contracts")[101..].ShouldAllBe(count => count == 0);
        ends.Series("big.payments")[101..].ShouldAllBe(paid => paid == 0);
        grows.Series("big.annual")[101].ShouldBe(11_000_000, 1);
        grows.Series("big.annual")[201].ShouldBe(12_100_000, 1);
    }

    [Fact]
    public void A_revenue_that_takes_more_contracts_than_can_run_is_refused() =>
        Should
            .Throw<ScenarioException>(() => Run("yearly_revenue: 100M USD, contract: 1M USD, capacity: 99"))
            .Message.ShouldContain("takes 100 contracts");
}
