using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>Who controls what in the demo, against raw logs.</summary>
public sealed class ControlTests(Demo demo) : IClassFixture<Demo>
{
    private const string NftCreated =
        "NFTCreated(address newTokenAddress, address indexed templateAddress, string tokenName, address indexed admin, string symbol, string tokenURI, bool transferable, address indexed creator)";

    private const string RoleGranted =
        "RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)";

    private DuckDBConnection Connection => demo.Connection;

    [Fact]
    public void Data_nfts_are_linked_with_who_created_them()
    {
        List<(string, string)> created = new RawLogs(Connection).Query(
            "nft_factory",
            NftCreated,
            "select ad0, at3 from logs",
            row => (row.GetString(0), row.GetString(1))
        );

        created.Count.ShouldBe(51);
        Links("ocean", "deployer").ShouldBe(created, ignoreOrder: true);
    }

    [Theory]
    [InlineData("masa", "masa_token")]
    [InlineData("masa", "masa_staking")]
    [InlineData("singularitynet", "agix_token")]
    public void A_contract_is_linked_with_who_granted_its_first_role(string market, string kind)
    {
        (string Contract, string Account) constructed = new RawLogs(Connection)
            .Query(
                kind,
                RoleGranted,
                "select contract, at3 from logs order by block_number, log_index limit 1",
                row => (row.GetString(0), row.GetString(1))
            )
            .Single();

        Links(market, "deployer").ShouldContain(constructed);
    }

    private List<(string, string)> Links(string market, string rule)
    {
        MetricTable links = MetricCatalogue.Run(Connection, "links", market);
        return
        [
            .. links
                .Rows.Where(row => links.Value<string>(row, "rule") == rule)
                .Select(row => (links.Value<string>(row, "party"), links.Value<string>(row, "other"))),
        ];
    }
}
