using Souk.Warehouse.Metrics;

namespace Souk.EndToEnd.Tests;

/// <summary>The taxonomy of activity against raw logs.</summary>
public sealed class ActivityTests(Demo demo) : IClassFixture<Demo>
{
    private const string MintedFromNobody = "where at1 = '0x0000000000000000000000000000000000000000'";

    private static readonly Source[] Sources =
    [
        new("masa", "claim", "data_staking", "RewardsClaimed(address indexed user, uint256 tokenId, uint256 reward)"),
        new(
            "masa",
            "claim",
            "masa_staking",
            "Claimed(address indexed user, uint256 amount, uint256 reward, uint256 index)"
        ),
        new("masa", "claim", "vesting_wallet", "ERC20Released(address indexed token, uint256 amount)"),
        new(
            "masa",
            "swap",
            "masa_pool",
            "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)"
        ),
        new("masa", "mine", "data_points", "TokenMinted(address account, uint256 id, uint256 amount, uint256 uuid)"),
        new(
            "masa",
            "claim",
            "modelled_worker_nodes",
            "RewardClaimed(bytes32 indexed node, address indexed operator, uint256 amount)"
        ),
        new(
            "masa",
            "mine",
            "modelled_worker_nodes",
            "DataCollected(bytes32 indexed node, address indexed operator, uint8 source, uint256 items, bytes32 contentHash)"
        ),
        new("masa", "liquidity", "masa_pool", "Mint(address indexed sender, uint256 amount0, uint256 amount1)"),
        new(
            "masa",
            "mint",
            "masa_token",
            "Transfer(address indexed from, address indexed to, uint256 value)",
            MintedFromNobody
        ),
        new(
            "ocean",
            "claim",
            "fixed_rate_exchange",
            "TokenCollected(bytes32 indexed exchangeId, address indexed to, address indexed token, uint256 amount)"
        ),
        new(
            "ocean",
            "swap",
            "fixed_rate_exchange",
            "Swapped(bytes32 indexed exchangeId, address indexed by, uint256 baseTokenSwappedAmount, uint256 datatokenSwappedAmount, address tokenOutAddress, uint256 marketFeeAmount, uint256 oceanFeeAmount, uint256 consumeMarketFeeAmount)"
        ),
        new(
            "ocean",
            "mint",
            "ocean_token",
            "Transfer(address indexed from, address indexed to, uint256 value)",
            MintedFromNobody
        ),
        new(
            "singularitynet",
            "claim",
            "escrow",
            "ChannelClaim(uint256 indexed channelId, uint256 nonce, address indexed recipient, uint256 claimAmount, uint256 plannedAmount, uint256 sendBackAmount, uint256 keepAmount)"
        ),
        new(
            "singularitynet",
            "claim",
            "escrow",
            "ChannelSenderClaim(uint256 indexed channelId, uint256 nonce, uint256 claimAmount)"
        ),
        new(
            "singularitynet",
            "mint",
            "agix_token",
            "Transfer(address indexed from, address indexed to, uint256 value)",
            MintedFromNobody
        ),
    ];

    [Theory]
    [InlineData("masa")]
    [InlineData("ocean")]
    [InlineData("singularitynet")]
    public void Counts_per_day_and_kind_equal_those_of_the_raw_logs(string market)
    {
        MetricTable activity = MetricCatalogue.Run(demo.Connection, "activity", market);

        Dictionary<(DateOnly Day, string Kind), long> counted = activity.Rows.ToDictionary(
            row => (activity.Value<DateOnly>(row, "day"), activity.Value<string>(row, "kind")),
            row => (long)activity.Integer(row, "activities")
        );

        counted.Count.ShouldBeGreaterThan(2);
        counted.ShouldBe(CountRawLogs(market), ignoreOrder: true);
    }

    private Dictionary<(DateOnly, string), long> CountRawLogs(string market)
    {
        var raw = new RawLogs(demo.Connection);
        return Sources
            .Where(source => source.Market == market)
            .SelectMany(source =>
                raw.Query(
                    source.ContractKind,
                    source.Signature,
                    $"select time::date, count(*) from logs {source.Filter} group by all",
                    row => (Day: row.GetFieldValue<DateOnly>(0), source.Kind, Count: row.GetInt64(1))
                )
            )
            .GroupBy(row => (row.Day, row.Kind))
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
    }

    private sealed record Source(string Market, string Kind, string ContractKind, string Signature, string Filter = "");
}
