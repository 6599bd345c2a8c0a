using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Catalogues.Ecosystems;

public class ConnectionTests
{
    private static CatalogueRun Run(string more, string horizon = "365 days", string rest = "") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "shop: { kind: account }\n" + $"net: {{ kind: ecosystem.connections, {more} }}\n" + rest,
                horizon: horizon
            )
        );

    [Fact]
    public void The_multiplier_is_one_alone_grows_by_the_logarithm_and_stops_at_its_cap()
    {
        ConnectionPolicy.Multiplier(0, weight: 0.5, cap: 2).ShouldBe(1);
        // 1 + ln(4) / 2
        ConnectionPolicy.Multiplier(3, weight: 0.5, cap: 2).ShouldBe(1.693147180559945, 1e-12);
        ConnectionPolicy.Multiplier(1_000, weight: 0.5, cap: 2).ShouldBe(2);
        ConnectionPolicy.Multiplier(1_000, weight: 0, cap: 2).ShouldBe(1);
    }

    [Fact]
    public void Connections_come_and_go_until_as_many_part_as_join()
    {
        CatalogueRun grows = Run("connections: 5, per_year: 365");
        CatalogueRun settles = Run("per_year: 3650, parting: 10 %", "1000 days");

        grows.Series("net.count")[364].ShouldBe(5 + 365, 60);
        // Ten a day join, a tenth of all parts.
        settles.Series("net.count")[200..].Average().ShouldBe(100, 5);
    }

    [Fact]
    public void Signings_of_companies_rise_by_the_multiplier()
    {
        string Companies(string signings) =>
            "big: { kind: people.enterprises, money: USDC, sellers: shop, fees: shop, yearly_revenue: 100M USD, contract: 100k USD, term: 50 days, "
            + $"renewal: 0, signings: {signings}, capacity: 5000 }}";
        CatalogueRun alone = Run("connections: 6, per_year: 0, weight: 0.5, cap: 10", rest: Companies("1"));
        CatalogueRun more = Run(
            "connections: 6, per_year: 0, weight: 0.5, cap: 10",
            rest: Companies("= net.multiplier")
        );

        // 1 + ln(7) / 2 = 1.973
        (more.Series("big.signed")[364] / alone.Series("big.signed")[364]).ShouldBe(1.973, 0.08);
        more.Series("net.multiplier").ShouldBe(alone.Series("net.multiplier"));
    }
}
