using System.Net;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class SupposedOrdersTests
{
    private const string Start = "/scenario?market=bazaar";
    private const string None = "no order in USDC or GOLD in 30 days";

    /// <summary>Of three orders the first two stay, of 11 and 21 January; the last block is of 1 March.</summary>
    private const string NoneOfLate = "delete from market.payment where block_number = 45";

    [Fact]
    public async Task A_market_without_an_order_of_late_starts_with_none_and_says_what_one_was_last()
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute(NoneOfLate);

        string gallery = await own.PageAsync("/scenario");
        string? location = await StartAsync(own, Start);

        gallery.ShouldContain("aria-label=\"Supposed orders a day: Bazaar\"");
        gallery.ShouldNotContain("Supposed price in USD: GOLD");
        string text = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        text.ShouldContain($"    orders_per_day: 0 # exact: {None}\n");
        text.ShouldContain($"    order: 1025 USD # assumed: {None}; as it was on 2025-01-21\n");
        // A fee of 25 USDC on top of 1,000.
        text.ShouldContain("    market_fee: 2.439 % # exact: read from the chain\n");
        text.ShouldContain("    token_reserve: 1000 GOLD # exact: read from the chain\n");
        string editor = await own.PageAsync(location!);
        About(editor, "buyers.order").ShouldContain("badge assumed");
        About(editor, "buyers.orders_per_day").ShouldContain($"exact, {None}");
        About(editor, "pool.token_reserve").ShouldContain("exact, read from the chain");
        Total(text, "buyers.orders").ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_may_suppose_how_much_is_bought_where_nothing_was()
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute(NoneOfLate);

        string? location = await StartAsync(own, Start, ("orders", "8"), ("order", "40"));
        (HttpStatusCode slip, string reason, _) = await own.PostAsync("/scenario", Start, [("orders", "-1")]);
        (HttpStatusCode text, _, _) = await own.PostAsync("/scenario", Start, [("order", "much")]);

        string yaml = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        yaml.ShouldContain($"    orders_per_day: 8 # assumed: {None}\n");
        yaml.ShouldContain($"    order: 40 USD # assumed: {None}\n");
        string editor = await own.PageAsync(location!);
        About(editor, "buyers.orders_per_day").ShouldContain("badge assumed");
        editor.ShouldContain("data-path=\"buyers.orders_per_day\" data-base=\"8\"");
        Total(yaml, "buyers.orders").ShouldBeInRange(8, 400);
        slip.ShouldBe(HttpStatusCode.BadRequest);
        reason.ShouldContain("\"-1\" is no number of orders a day");
        text.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Orders_that_are_on_chain_are_not_supposed()
    {
        await using RecordedMarket own = await OpenAsync();

        string gallery = await own.PageAsync("/scenario");
        string? location = await StartAsync(own, Start, ("orders", "8"), ("price", "3"));

        gallery.ShouldNotContain("Supposed orders a day");
        string yaml = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        yaml.ShouldContain("    orders_per_day: 0.033333 # exact: read from the chain\n");
        yaml.ShouldContain("    money_reserve: 2000 USDC # exact: read from the chain\n");
    }

    [Fact]
    public async Task A_market_without_a_payment_in_ninety_days_has_the_fees_of_the_last_one()
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute("insert into chain.block values (1, 60, 61, 0, 60, 0, timestamp '2025-08-01')");

        string? location = await StartAsync(own, Start);

        string yaml = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        string unpaid = "nothing was paid in USDC or GOLD in 90 days; as it was on 2025-02-15";
        yaml.ShouldContain("start: 2025-08-02\n");
        yaml.ShouldContain($"    market_fee: 2.439 % # assumed: {unpaid}\n");
        yaml.ShouldContain($"    burn_share: 0 % # assumed: {unpaid}\n");
        yaml.ShouldContain("    active: 1 # assumed: nobody contributed in 30 days, and somebody has to\n");
        About(await own.PageAsync(location!), "fees.burn_share").ShouldContain("badge assumed");
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "2")]
    public async Task A_market_that_never_saw_a_payment_starts_without_fees(bool hasPool, string price)
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute("delete from market.payment");
        if (!hasPool)
        {
            own.Connection.Execute("delete from market.pool_state");
        }

        string? location = await StartAsync(own, Start, ("price", price));

        string yaml = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        yaml.ShouldContain($"    orders_per_day: 0 # exact: {None}\n");
        yaml.ShouldContain($"    order: 25 USD # assumed: {None}\n");
        yaml.ShouldContain("    market_fee: 0 % # assumed: nothing was paid in USDC or GOLD in 90 days\n");
        Total(yaml, "buyers.orders").ShouldBe(0);
    }

    [Theory]
    [InlineData("2025-01-05", "2025-01-06", "0", "25", 1_000_080)]
    [InlineData("2025-01-15", "2025-01-16", "0.033333", "1025", 1_000_280)]
    [InlineData("2030-01-01", "2025-03-02", "0.033333", "1025", 1_001_180)]
    public async Task A_market_starts_as_of_any_day(
        string day,
        string start,
        string orders,
        string order,
        double supply
    )
    {
        await using RecordedMarket own = await OpenAsync();

        string gallery = await own.PageAsync($"/scenario?as_of={day}");
        string? location = await StartAsync(own, $"{Start}&as_of={day}");

        gallery.ShouldContain($"action=\"/scenario?market=bazaar&as_of={day}\"");
        string yaml = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        yaml.ShouldContain($"start: {start}\n");
        yaml.ShouldContain($"    orders_per_day: {orders} # exact");
        yaml.ShouldContain($"    order: {order} USD # ");
        First(yaml, "supply").ShouldBe(supply, tolerance: 100);
    }

    [Fact]
    public async Task A_day_before_the_first_token_starts_nothing_and_says_what_to_do()
    {
        await using RecordedMarket own = await OpenAsync();

        string gallery = await own.PageAsync("/scenario?as_of=2024-12-31");
        (HttpStatusCode status, string page, _) = await own.PostAsync("/scenario", $"{Start}&as_of=2024-12-31", []);
        (HttpStatusCode wrong, string reason, _) = await own.PostAsync("/scenario", $"{Start}&as_of=today", []);

        gallery.ShouldContain("None of GOLD was minted by that day");
        gallery.ShouldNotContain("data-start=\"bazaar\"");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("Market 'bazaar' cannot be simulated: it has no block that early");
        wrong.ShouldBe(HttpStatusCode.BadRequest);
        reason.ShouldContain("\"as_of\" takes a day");
    }

    [Fact]
    public async Task A_market_whose_transfers_are_missing_says_so_and_where_to_look()
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute("delete from market.transfer where log_index = 90");

        (HttpStatusCode status, string page, _) = await own.PostAsync("/scenario", Start, []);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain(
            "holders, pool and vesting have 1000 GOLD more than its supply, so that transfers are missing: index them, or see /m/bazaar/quality"
        );
    }

    [Fact]
    public async Task A_forecast_from_such_a_market_says_which_of_its_inputs_the_chain_does_not_show()
    {
        await using RecordedMarket own = await OpenAsync();
        own.Connection.Execute(NoneOfLate);
        using WarehouseData data = new(own.Connection, Path.Combine(RecordedMarket.ScenarioFolder, "baseline.yaml"));

        Forecast? forecast = await data.ForecastAsync(RecordedMarket.System, new ForecastRequest(Runs: 1), default);

        forecast!
            .Assumptions.Single(one => one.Name == "Orders")
            .ShouldBe(
                new Assumption(
                    "Orders",
                    "0 per day of 1,025.00 USDC",
                    "none of late in USDC or GOLD, so that it is assumed to be as on 2025-01-21",
                    IsFromChain: false
                )
            );
        forecast.Assumptions.Single(one => one.Name == "Fee").IsFromChain.ShouldBeTrue();
    }

    /// <summary>What the pool holds came by a transfer.</summary>
    private static async Task<RecordedMarket> OpenAsync()
    {
        RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute(
            "insert into market.transfer values (1, 1, 90, 0, timestamp '2025-01-02', 'bazaar', 10, 6, 9, 1000000000000000000000)"
        );
        return own;
    }

    private static async Task<string?> StartAsync(
        RecordedMarket own,
        string address,
        params (string Name, string Value)[] fields
    )
    {
        (HttpStatusCode status, string page, string? location) = await own.PostAsync("/scenario", address, fields);
        status.ShouldBe(HttpStatusCode.Redirect, page.Split("role=\"alert\">")[^1].Split("</p>")[0]);
        return location;
    }

    /// <summary>What the editor says of a parameter.</summary>
    private static string About(string editor, string path)
    {
        string about = editor.Split($"id=\"about-{path}\"")[1];
        return about[..about.IndexOf("</div>", StringComparison.Ordinal)];
    }

    private static double Total(string yaml, string metric)
    {
        BlueprintResult run = Run(yaml);
        return Enumerable.Range(0, run.Days).Sum(day => run.Find(metric)!.QuantileByDay(0.5)[day]);
    }

    private static double First(string yaml, string metric) => Run(yaml).Find(metric)!.QuantileByDay(0.5)[0];

    private static BlueprintResult Run(string yaml) =>
        BlueprintEnsemble.Run(Catalogue.Read("start", _ => yaml) with { HorizonDays = 10 }, seed: 1, runs: 1);
}
