using System.Net;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class SupposedPriceTests
{
    [Theory]
    [InlineData("USDC", "1025")]
    [InlineData("GOLD", "512.5")]
    public async Task A_market_without_a_pool_starts_from_a_price_that_the_reader_supposes(string paidIn, string order)
    {
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute("delete from market.pool_state");
        if (paidIn == "GOLD")
        {
            own.Connection.Execute(
                "update market.payment set token_id = 10, amount = amount * 1000000000000 where token_id = 11"
            );
        }

        string gallery = await own.PageAsync("/scenario");
        (HttpStatusCode status, string page, string? location) = await own.PostAsync(
            "/scenario",
            "/scenario?market=bazaar",
            [("price", "0.5")]
        );
        (HttpStatusCode none, _, _) = await own.PostAsync("/scenario", "/scenario?market=bazaar", []);
        (HttpStatusCode wrong, string reason, _) = await own.PostAsync(
            "/scenario",
            "/scenario?market=bazaar",
            [("price", "-1")]
        );

        gallery.ShouldContain("aria-label=\"Supposed price in USD: GOLD\"");
        status.ShouldBe(HttpStatusCode.Redirect, page);
        string text = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        // Orders are of 1,000 and a fee of 25. A hundredth of 1,001,180 GOLD, at half a dollar.
        text.ShouldContain("    token_reserve: 10011.8 GOLD # assumed");
        text.ShouldContain("    money_reserve: 5005.9 USDC # assumed");
        text.ShouldContain($"    order: {order} USD # assumed");
        text.ShouldContain("    total: 250000 GOLD # exact");
        BlueprintResult run = BlueprintEnsemble.Run(Catalogue.Read("start", _ => text), seed: 1, runs: 1);
        run.Metrics.First(one => one.Spec.Key == "supply")[0, 0].ShouldBe(1_001_180, tolerance: 100);
        none.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.ShouldBe(HttpStatusCode.BadRequest);
        reason.ShouldContain("\"-1\" is no price");
    }
}
