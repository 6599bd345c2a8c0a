using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>A market's page says whether it was indexed live or from files, and what of it is modelled.</summary>
public sealed class OriginPageTests
{
    [Theory]
    [InlineData("https://node.example:8545", "shop", "Indexed live")]
    [InlineData("file logs.parquet (cryo)", "shop", "Indexed from file")]
    [InlineData("file logs.parquet (cryo)", "modelled_shop", "Indexed from file; modelled: ")]
    public async Task A_market_says_where_its_blocks_came_from(string endpoint, string kind, string origin)
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        market.Connection.Execute("update chain.range set endpoint = $endpoint", ("endpoint", endpoint));
        market.Connection.Execute("update chain.contract set kind = $kind", ("kind", kind));

        string page = await market.Client.GetStringAsync(
            new Uri("/market/bazaar", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        page.ShouldContain($"<span data-origin>{origin}");
        page.Contains("Indexed live", StringComparison.Ordinal).ShouldBe(origin == "Indexed live");
    }

    [Fact]
    public async Task A_market_that_a_node_continued_after_a_file_says_both()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        market.Connection.Execute(
            """
            update chain.range
            set endpoint = if(
                from_block = (select min(from_block) from chain.range),
                'file logs.parquet (cryo)',
                'https://node.example:8545'
            )
            """
        );

        string page = await market.Client.GetStringAsync(
            new Uri("/market/bazaar", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        page.ShouldContain("<span data-origin>Indexed live and from file<");
    }

    [Fact]
    public async Task A_market_of_which_no_block_is_stored_says_so()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        market.Connection.Execute("delete from chain.range");

        string page = await market.Client.GetStringAsync(
            new Uri("/market/bazaar", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        page.ShouldContain("<span data-origin>Not indexed yet");
    }
}
