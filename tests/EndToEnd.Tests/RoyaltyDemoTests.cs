using Microsoft.Playwright;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Traces;

namespace Souk.EndToEnd.Tests;

/// <summary>The demo's MODELLED royalty market on two chains in one warehouse, against raw logs.</summary>
public sealed class RoyaltyDemoTests(Demo demo, Chromium chromium) : IClassFixture<Demo>
{
    private const string RoyaltyPaid =
        "RoyaltyPaid(bytes32 indexed asset, bytes32 indexed source, address indexed payee, uint256 amount, uint8 reason)";

    /// <summary>Bytes 'voices' and zeros.</summary>
    private const string Voices = "766f696365730000000000000000000000000000000000000000000000000000";
    private const string Agent = "6167656e74000000000000000000000000000000000000000000000000000000";

    private DuckDBConnection Connection => demo.Connection;

    [Fact]
    public void One_query_follows_an_encrypted_upload_through_model_and_agent_to_each_coin()
    {
        Lineage lineage = Lineage.Find(Connection, $"sahara/0x{Agent}")!;

        LineagePart upload = lineage.Parts.Single(part => part.Asset == $"sahara/0x{Voices}");
        upload.Depth.ShouldBe(2);
        LineageParty contributor = upload.Parties.Single();
        contributor.Roles.ShouldBe("contributor, data_provider, owner");
        LineageReceipt receipt = contributor.Receipts.Single();
        receipt.Role.ShouldBe("royalty");
        // Whoever uploaded the voices is paid for nothing else.
        receipt.Amount.ShouldBe(
            new RawLogs(Connection).Number(
                "modelled_registry",
                RoyaltyPaid,
                $"select sum(d0) from logs where at3 = '{contributor.Address}'"
            )
        );
    }

    [Fact]
    public void Each_call_from_the_other_chain_arrived_and_was_divided()
    {
        // One every 60 days of 730, and every 90 days somebody brings his own: but for those days when both fall together.
        Connection
            .Query(
                "select status, sent_chain_id, received_chain_id, count(*) from market.message_pair where system = 'sahara' group by all",
                row => (row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3))
            )
            .ShouldBe([("delivered", 31338, 31337, 12 + 4)]);
        MetricTable royalties = MetricCatalogue.Run(Connection, "royalties", "sahara");
        royalties.Rows.Count().ShouldBe(3);
        royalties.Rows.ShouldAllBe(row =>
            royalties.Integer(row, "unpaid") == 0 && royalties.Integer(row, "overpaid") == 0
        );
        // A trace follows those who called it, too: what they brought home is in it.
        LifecycleTrace trace = LifecycleTrace.Find(Connection, $"sahara/0x{Agent}")!;
        trace.CountOf(LifecycleLayer.InterChain, "sent").ShouldBe(12 + 4);
        trace.CountOf(LifecycleLayer.InterChain, "received").ShouldBe(12 + 4);
    }

    [Theory]
    [InlineData(
        "sahara",
        "Indexed live; modelled: API settlement (modelled), Partner token (modelled), Reuse desk (modelled), Royalty registry (modelled), SAHARA stand-in (modelled), Task board (modelled)"
    )]
    [InlineData(
        "masa",
        "Indexed live; modelled: Data market (modelled), USD Coin (modelled), Worker nodes (modelled), zkSBT vaults (modelled)"
    )]
    [InlineData("oraichain", "Indexed live; modelled: AI requests (modelled), ORAI stand-in (modelled)")]
    [InlineData("ocean", "Indexed live")]
    public async Task A_market_s_page_says_what_is_indexed_and_what_is_modelled(string market, string origin)
    {
        await using Browser browser = await chromium.OpenAsync();

        IPage page = await browser.VisitAsync(new Uri(demo.Address, $"market/{market}"));

        (await page.Locator("[data-origin]").InnerTextAsync()).ShouldBe(origin);
    }
}
