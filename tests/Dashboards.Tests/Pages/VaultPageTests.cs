using System.Net;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Pages;

public sealed class VaultPageTests
{
    private const string Vault =
        "insert into market.attribution values "
        + "(1, 5, 30, timestamp '2025-01-06', 'bazaar', 'bazaar/vault/7', 3, 'owner', 1000000), "
        + "(1, 9, 30, timestamp '2025-01-10', 'bazaar', 'bazaar/vault/7', 3, 'owner', 0); "
        + "insert into market.asset_trait by name select 1 as chain_id, 5 as block_number, 30 as log_index, "
        + "timestamp '2025-01-06' as time, 'bazaar' as system, 'bazaar/vault/7' as asset_key, unhex(repeat('ab', 32)) as content_hash; "
        + "insert into market.payment values (1, 5, 31, 0, timestamp '2025-01-06', 'bazaar', 'protocol_fee', 10, 3, 8, "
        + "5000000000000000000, 'bazaar/vault/7', 'internal', null); "
        + "insert into rollup.part from rollup.part_told where asset_hash = rollup.key_hash('bazaar/vault/7')";

    [Fact]
    public async Task What_nobody_registered_has_a_page_of_its_owner_its_fees_and_the_hash_of_its_metadata()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        market.Connection.Execute(Vault);

        string page = WebUtility.HtmlDecode(await market.Client.GetStringAsync("/asset/bazaar/vault/7"));

        page.ShouldContain("data-unregistered");
        page.ShouldContain("<span>vault</span>");
        page.ShouldContain("<td class=\"word\">owner</td>");
        page.ShouldContain("0x00000000000000000000000000000000000000a3");
        page.ShouldContain($"hash 0x{string.Concat(Enumerable.Repeat("ab", 32))}; what they say is not on chain");
        page.ShouldContain("owner, 100.0 %");
        page.ShouldContain("owner, ended");
        page.ShouldContain("protocol fee");
        page.ShouldContain("5 GOLD");
        page.ShouldContain("href=\"/m/bazaar/datasets\"");
    }

    [Fact]
    public async Task No_page_links_to_an_asset_that_has_none()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        market.Connection.Execute(Vault);
        foreach (
            string from in new[] { "/party/0x00000000000000000000000000000000000000a3", "/m/bazaar/facts/payment" }
        )
        {
            string page = WebUtility.HtmlDecode(await market.Client.GetStringAsync(from));
            string[] links =
            [
                .. page.Split("href=\"")
                    .Skip(1)
                    .Select(rest => rest.Split('"')[0])
                    .Where(link => link.StartsWith("/asset/")),
            ];

            links.ShouldContain("/asset/bazaar/vault/7");
            foreach (string link in links.Distinct())
            {
                using HttpResponseMessage reply = await market.Client.GetAsync(link);
                reply.StatusCode.ShouldBe(HttpStatusCode.OK, link);
            }
        }
    }

    [Fact]
    public async Task What_no_log_tells_of_has_no_page()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();

        using HttpResponseMessage reply = await market.Client.GetAsync("/asset/bazaar/vault/7");

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
