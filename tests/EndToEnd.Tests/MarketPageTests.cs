using System.Numerics;
using Microsoft.Playwright;
using Souk.Dashboards.Amounts;

namespace Souk.EndToEnd.Tests;

/// <summary>Every number of Masa's page against a query over raw logs, written by hand.</summary>
public sealed class MarketPageTests(Demo demo, Chromium chromium) : IClassFixture<Demo>
{
    private const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";
    private const string Released = "ERC20Released(address indexed token, uint256 amount)";
    private const string JobRequested =
        "JobRequested(uint256 indexed job, bytes32 indexed model, bytes32 indexed node, address buyer, uint256 price)";
    private const string JobCompleted =
        "JobCompleted(uint256 indexed job, bytes32 indexed model, address indexed operator, uint256 price, bytes32 resultHash)";

    private const string NodeRewardClaimed =
        "RewardClaimed(bytes32 indexed node, address indexed operator, uint256 amount)";

    private const string DataCollected =
        "DataCollected(bytes32 indexed node, address indexed operator, uint8 source, uint256 items, bytes32 contentHash)";

    private const string Purchased =
        "DataPurchased(address indexed buyer, address indexed contributor, uint256 indexed tokenId, uint256 price, uint256 fee)";
    private const string FeeConverted =
        "FeeConverted(uint256 usdcIn, uint256 masaOut, uint256 burned, uint256 toRewards)";
    private const string Minting = "TokenMinted(address account, uint256 id, uint256 amount, uint256 uuid)";
    private const string RewardsClaimed = "RewardsClaimed(address indexed user, uint256 tokenId, uint256 reward)";
    private const string Claimed = "Claimed(address indexed user, uint256 amount, uint256 reward, uint256 index)";
    private const string Last30Days = "time::date > (select max(time)::date from chain.block) - 30";

    private readonly RawLogs _raw = new(demo.Connection);

    [Fact]
    public async Task Tiles_show_what_the_raw_logs_sum_to()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(demo.Address, "market/masa"));

        (await TileAsync(page, "supply")).ShouldBe(Minted("true") - Burned);
        (await TileAsync(page, "emissions.emitted")).ShouldBe(
            Minted("time::date > (select min(time)::date from logs where t1 = 0)")
        );
        (await TileAsync(page, "emissions.burned")).ShouldBe(Burned);
        (await TileAsync(page, "vesting.released")).ShouldBe(
            _raw.Number("vesting_wallet", Released, "select sum(d0) from logs")
        );
        (await TileAsync(page, "payments.paid", "USDC")).ShouldBe(
            _raw.Number("data_market", Purchased, $"select sum(d0 - d1) from logs where {Last30Days}")
        );
        (await TileAsync(page, "active_parties.buyers")).ShouldBe(ActiveBuyers());
        (await TileAsync(page, "active_parties.contributors")).ShouldBe(ActiveContributors());
        await page.Locator("#paid").ScrollIntoViewIfNeededAsync();
        await page.Locator(".main-svg").First.WaitForAsync();
        browser.Errors.ShouldBeEmpty();
        browser.ForeignRequests(demo.Address).ShouldBeEmpty();
    }

    [Fact]
    public async Task Contributors_received_what_the_raw_logs_say()
    {
        Dictionary<string, BigInteger> earned = ByParty("data_market", Purchased, "at2", "d0 - d1");
        Dictionary<string, BigInteger> stakingRewards = ByParty("masa_staking", Claimed, "at1", "d1");
        Dictionary<string, BigInteger> dataRewards = ByParty("data_staking", RewardsClaimed, "at1", "d1");
        Dictionary<string, BigInteger> contributions = ByParty("data_points", Minting, "ad0", "1::hugeint");
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(demo.Address, "market/masa"));

        IReadOnlyList<ILocator> rows = await page.Locator("tr[data-party]").AllAsync();

        rows.Count.ShouldBe(10);
        List<BigInteger> shown = [];
        foreach (ILocator row in rows)
        {
            string party = (await row.GetAttributeAsync("data-party"))!;
            shown.Add(await ReceivedAsync(row, "USDC"));
            shown[^1].ShouldBe(earned[party]);
            (await ReceivedAsync(row, "MASA")).ShouldBe(stakingRewards.GetValueOrDefault(party));
            (await ReceivedAsync(row, "MASA-L1")).ShouldBe(dataRewards.GetValueOrDefault(party));
            (await row.InnerTextAsync()).ShouldContain($"{contributions.GetValueOrDefault(party)} contributions");
        }

        shown.ShouldBe(earned.Values.OrderDescending().Take(10));
    }

    [Fact]
    public async Task Daily_supply_is_the_running_sum_of_raw_mints_and_burns()
    {
        Dictionary<string, BigInteger> change = _raw.Query(
                "masa_token",
                Transfer,
                "select strftime(time, '%Y-%m-%d'), sum(if(t1 = 0, d0, 0)) - sum(if(t2 = 0, d0, 0)) from logs group by 1",
                row => (Day: row.GetString(0), Change: row.GetFieldValue<BigInteger>(1))
            )
            .ToDictionary(row => row.Day, row => row.Change);

        List<Dictionary<string, string>> rows = await Csv.ReadAsync(
            new Uri(demo.Address, "api/v1/markets/masa/overview/supply.csv")
        );

        rows.Count.ShouldBeGreaterThan(700);
        BigInteger supply = 0;
        foreach (Dictionary<string, string> row in rows)
        {
            supply += change.GetValueOrDefault(row["day"]);
            BigInteger.Parse(row["total"]).ShouldBe(supply, row["day"]);
        }
    }

    [Theory]
    [InlineData("price", "data_market", Purchased, "d0 - d1")]
    [InlineData("protocol_fee", "data_market", Purchased, "d1")]
    [InlineData("burn", "masa_token", Transfer, "if(t2 = 0, d0, 0)")]
    [InlineData("fee_share", "data_market", FeeConverted, "d3")]
    [InlineData(
        "reward",
        "data_staking",
        "RewardsClaimed(address indexed user, uint256 tokenId, uint256 reward)",
        "d1"
    )]
    [InlineData(
        "escrow_in",
        "data_staking",
        "RewardsDeposited(address indexed depositor, uint256 amount, uint256 newTotalRewardsPool)",
        "d0"
    )]
    public async Task Daily_payments_are_what_the_raw_logs_sum_to(
        string role,
        string kind,
        string signature,
        string amount
    )
    {
        string token =
            kind == "data_staking" ? "MASA-L1"
            : role is "burn" or "fee_share" ? "MASA"
            : "USDC";
        Dictionary<string, BigInteger> expected = _raw.Query(
                kind,
                signature,
                $"select strftime(time, '%Y-%m-%d'), sum({amount}) from logs group by 1 having sum({amount}) > 0",
                row => (Day: row.GetString(0), Amount: row.GetFieldValue<BigInteger>(1))
            )
            .ToDictionary(row => row.Day, row => row.Amount);

        List<Dictionary<string, string>> rows = await Csv.ReadAsync(
            new Uri(demo.Address, "api/v1/markets/masa/overview/payments.csv")
        );

        Dictionary<string, BigInteger> shown = rows.Where(row => row["role"] == role && row["token"] == token)
            .ToDictionary(row => row["day"], row => BigInteger.Parse(row["amount"]));
        shown.ShouldNotBeEmpty();
        shown.OrderBy(pair => pair.Key).ShouldBe(expected.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task The_unlock_calendar_adds_up_to_all_that_wallets_were_given()
    {
        Dictionary<string, BigInteger> released = _raw.Query(
                "vesting_wallet",
                Released,
                "select strftime(date_trunc('month', time), '%Y-%m-%d'), sum(d0) from logs group by 1",
                row => (Month: row.GetString(0), Amount: row.GetFieldValue<BigInteger>(1))
            )
            .ToDictionary(row => row.Month, row => row.Amount);
        BigInteger given = _raw.Number(
            "masa_token",
            Transfer,
            "select sum(d0) from logs where at2 in (select '0x' || lower(hex(a.address)) from chain.contract c join chain.address a using (address_id) where c.kind = 'vesting_wallet')"
        );

        List<Dictionary<string, string>> rows = await Csv.ReadAsync(
            new Uri(demo.Address, "api/v1/markets/masa/overview/unlocks.csv")
        );

        foreach (IGrouping<string, Dictionary<string, string>> month in rows.GroupBy(row => row["month"]))
        {
            Sum(month, "released").ShouldBe(released.GetValueOrDefault(month.Key), month.Key);
        }

        (Sum(rows, "released") + Sum(rows, "scheduled")).ShouldBe(given);
    }

    [Fact]
    public async Task What_could_go_wrong_is_told_in_numbers_of_the_raw_logs()
    {
        const string Before =
            "time::date > (select max(time)::date from chain.block) - 60 and not " + "(" + Last30Days + ")";
        string emitted = Compact(Minted(Last30Days), 18);
        string burned = Compact(
            _raw.Number("masa_token", Transfer, $"select sum(d0) from logs where t2 = 0 and {Last30Days}"),
            18
        );
        string paid = Compact(
            _raw.Number("data_market", Purchased, $"select sum(d0 - d1) from logs where {Last30Days}"),
            6
        );
        string paidBefore = Compact(
            _raw.Number("data_market", Purchased, $"select sum(d0 - d1) from logs where {Before}"),
            6
        );
        Dictionary<string, BigInteger> earned = ByParty("data_market", Purchased, "at2", "d0 - d1");
        BigInteger all = earned.Values.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);
        string share = new Share((long)(earned.Values.Max() * 10_000 / all)).ToString();
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(demo.Address, "market/masa"));

        string text = await page.Locator(".concerns").InnerTextAsync();

        text.ShouldContain($"{emitted} MASA came into existence and {burned} MASA were burned in the last 30 days");
        text.ShouldContain(
            $"Buyers paid {paid} USDC in the last 30 days, against {paidBefore} USDC in the 30 days before"
        );
        text.ShouldContain($"earned {share} of all USDC that parties earned");
    }

    [Fact]
    public async Task Everything_says_that_it_is_synthetic()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(demo.Address, "market/masa"));

        (await page.TitleAsync()).ShouldContain("Synthetic demo");
        (
            await page.Locator("h1").First.InnerTextAsync() + await page.Locator("main, body").First.InnerTextAsync()
        ).ShouldContain("Synthetic demo");
        string csv = await Csv.TextAsync(new Uri(demo.Address, "api/v1/markets/masa/overview/supply.csv"));
        csv.ShouldContain("Synthetic demo");
    }

    [Fact]
    public async Task The_scenario_page_shows_the_forecast_of_the_terminal()
    {
        await using Browser browser = await chromium.OpenAsync();
        IPage page = await browser.VisitAsync(new Uri(demo.Address, "scenario/masa?runs=100&seed=1"));

        (await page.Locator("[data-digest]").InnerTextAsync()).ShouldBe(demo.Run.Forecast.Digest);
        (await page.Locator("[data-scenario-hash]").InnerTextAsync()).ShouldBe(demo.Run.Forecast.ScenarioHash);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Daily_emissions_are_raw_mints_against_raw_burns()
    {
        Dictionary<string, (BigInteger Minted, BigInteger Burned)> expected = _raw.Query(
                "masa_token",
                Transfer,
                "select strftime(time, '%Y-%m-%d'), sum(if(t1 = 0, d0, 0)), sum(if(t2 = 0, d0, 0)) from logs group by 1",
                row => (row.GetString(0), row.GetFieldValue<BigInteger>(1), row.GetFieldValue<BigInteger>(2))
            )
            .ToDictionary(row => row.Item1, row => (row.Item2, row.Item3));
        string firstDay = expected.Keys.Order(StringComparer.Ordinal).First();

        List<Dictionary<string, string>> rows = await Csv.ReadAsync(
            new Uri(demo.Address, "api/v1/markets/masa/overview/emissions.csv")
        );

        rows.Count.ShouldBe(expected.Count);
        foreach (Dictionary<string, string> row in rows)
        {
            (BigInteger minted, BigInteger burned) = expected[row["day"]];
            BigInteger.Parse(row["emitted"]).ShouldBe(row["day"] == firstDay ? 0 : minted, row["day"]);
            BigInteger.Parse(row["burned"]).ShouldBe(burned, row["day"]);
        }
    }

    [Theory]
    [InlineData("in_vesting", "vesting_wallet")]
    [InlineData("staked", "masa_staking", "modelled_worker_nodes")]
    public async Task Daily_locked_supply_is_what_raw_transfers_left_in_the_contracts(
        string column,
        params string[] kinds
    )
    {
        string contracts =
            $"(select '0x' || lower(hex(a.address)) from chain.contract c join chain.address a using (address_id) where c.kind in ('{string.Join("', '", kinds)}'))";
        Dictionary<string, BigInteger> change = _raw.Query(
                "masa_token",
                Transfer,
                $"select strftime(time, '%Y-%m-%d'), sum(if(at2 in {contracts}, d0, 0)) - sum(if(at1 in {contracts}, d0, 0)) from logs group by 1",
                row => (Day: row.GetString(0), Change: row.GetFieldValue<BigInteger>(1))
            )
            .ToDictionary(row => row.Day, row => row.Change);

        List<Dictionary<string, string>> rows = await Csv.ReadAsync(
            new Uri(demo.Address, "api/v1/markets/masa/overview/supply.csv")
        );

        BigInteger held = 0;
        foreach (Dictionary<string, string> row in rows)
        {
            held += change.GetValueOrDefault(row["day"]);
            BigInteger.Parse(row[column]).ShouldBe(held, row["day"]);
        }

        held.ShouldBeGreaterThan(0);
    }

    private BigInteger Burned => _raw.Number("masa_token", Transfer, "select sum(d0) from logs where t2 = 0");

    private BigInteger Minted(string filter) =>
        _raw.Number("masa_token", Transfer, $"select sum(d0) from logs where t1 = 0 and {filter}");

    // The contract of the worker nodes pays for a job that somebody asked for before.
    private BigInteger ActiveBuyers()
    {
        HashSet<BigInteger> done =
        [
            .. _raw.Query(
                "modelled_worker_nodes",
                JobCompleted,
                $"select t1 from logs where {Last30Days}",
                row => row.GetFieldValue<BigInteger>(0)
            ),
        ];
        IEnumerable<string> byJob = _raw.Query(
                "modelled_worker_nodes",
                JobRequested,
                "select t1, ad0 from logs",
                row => (Job: row.GetFieldValue<BigInteger>(0), Buyer: row.GetString(1))
            )
            .Where(request => done.Contains(request.Job))
            .Select(request => request.Buyer);
        return _raw.Query(
                "data_market",
                Purchased,
                $"select distinct at1 from logs where {Last30Days}",
                row => row.GetString(0)
            )
            .Union(byJob)
            .Count();
    }

    private BigInteger ActiveContributors()
    {
        List<string> Parties(string kind, string signature, string party, string filter = "true") =>
            _raw.Query(
                kind,
                signature,
                $"select distinct {party} from logs where {Last30Days} and {filter}",
                row => row.GetString(0)
            );

        return Parties("data_points", Minting, "ad0")
            .Concat(Parties("data_market", Purchased, "at2"))
            .Concat(Parties("modelled_worker_nodes", JobCompleted, "at3"))
            .Concat(Parties("modelled_worker_nodes", NodeRewardClaimed, "at2"))
            .Concat(Parties("modelled_worker_nodes", DataCollected, "at2"))
            .Concat(
                Parties("data_staking", "RewardsClaimed(address indexed user, uint256 tokenId, uint256 reward)", "at1")
            )
            .Concat(
                Parties(
                    "masa_staking",
                    "Claimed(address indexed user, uint256 amount, uint256 reward, uint256 index)",
                    "at1",
                    "d1 > 0"
                )
            )
            .Distinct()
            .Count();
    }

    private Dictionary<string, BigInteger> ByParty(string kind, string signature, string party, string amount) =>
        _raw.Query(
                kind,
                signature,
                $"select {party}, sum({amount}) from logs group by 1",
                row => (Party: row.GetString(0), Amount: row.GetFieldValue<BigInteger>(1))
            )
            .ToDictionary(row => row.Party, row => row.Amount);

    private static string Compact(BigInteger amount, int decimals) =>
        new Amount(amount, new TokenUnit("", decimals)).Compact;

    // Zero where the row shows no amount of the token.
    private static async Task<BigInteger> ReceivedAsync(ILocator row, string token)
    {
        foreach (ILocator amount in await row.Locator(".amount").AllAsync())
        {
            if ((await amount.GetAttributeAsync("title"))!.EndsWith($" {token}", StringComparison.Ordinal))
            {
                return BigInteger.Parse((await amount.GetAttributeAsync("data-value"))!);
            }
        }

        return 0;
    }

    private static BigInteger Sum(IEnumerable<Dictionary<string, string>> rows, string column) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + BigInteger.Parse(row[column]));

    // A metric of several tokens has a tile for each.
    private static async Task<BigInteger> TileAsync(IPage page, string metric, string token = "")
    {
        ILocator tile = page.Locator($"[data-metric='{metric}']").Filter(new() { HasText = token });
        ILocator value = tile.Locator("[data-value]").First;
        return BigInteger.Parse((await value.GetAttributeAsync("data-value"))!);
    }
}
