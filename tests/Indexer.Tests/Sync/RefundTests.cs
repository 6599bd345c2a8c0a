using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

/// <summary>SingularityNET's channels, by the manifest that is published with Souk: what goes back to a consumer is what
/// the channel held, whichever ranges its history was read in.</summary>
public sealed class RefundTests : IDisposable
{
    private const int ChainId = 31337;
    private const string Open =
        "ChannelOpen(uint256 channelId, uint256 nonce, address indexed sender, address signer, address indexed recipient, address indexed groupId, uint256 amount, uint256 expiration)";

    private static readonly Address Token = ScriptedMarket.AddressOf("a1");
    private static readonly Address Escrow = ScriptedMarket.AddressOf("e1");
    private static readonly Address Consumer = ScriptedMarket.AddressOf("c1");
    private static readonly Address Provider = ScriptedMarket.AddressOf("d1");

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-refunds-").FullName;
    private readonly ScriptedChain _chain = new(ChainId);

    public RefundTests()
    {
        string published = Path.Combine(RepositoryRoot(), "data", "manifests", "singularitynet.yaml");
        File.WriteAllText(
            ManifestPath,
            $$"""
            extends: {{Path.GetRelativePath(_folder, published)}}
            mapping: {{Path.GetRelativePath(_folder, Path.ChangeExtension(published, ".sql"))}}
            deployments:
              - chain: {{ChainId}}
                tokens:
                  - {symbol: AGIX, decimals: 8, address: "{{Token}}", kind: erc20}
                contracts:
                  - {kind: agix_token, name: AGIX, address: "{{Token}}", from_block: 1}
                  - {kind: escrow, name: MPE, address: "{{Escrow}}", from_block: 1}
            """
        );
        MineStory();
    }

    private string ManifestPath => Path.Combine(_folder, "refunds.yaml");

    public void Dispose()
    {
        _chain.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Channel 1 is opened with 100, claimed for 30, topped up by 5 and sent back by a claim that keeps nothing
    /// and takes 20: 55 go back. It is filled with 7 and emptied after its time-out: 7. Channel 2 holds 40 and is emptied
    /// in the block after its opening; channel 3 is claimed whole, which sends nothing back, and channel 4 stays.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task What_went_back_is_what_the_channel_held(int rangeBlocksMax)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await IndexAsync(warehouse, rangeBlocksMax);

        RefundsOf(warehouse).ShouldBe([(6, 55), (9, 7), (11, 40)]);
        string digest = WarehouseDigest.Compute(warehouse.Connection);
        using WarehouseFile whole = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(whole, rangeBlocksMax: 1000);
        WarehouseDigest.Compute(whole.Connection).ShouldBe(digest);
        new Redecoder(ManifestSet.Load(ManifestPath), warehouse, TimeProvider.System).Run(null, CancellationToken.None);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(digest);
    }

    /// <summary>A range without an empty channel touches no history: what is wrong there does not show.</summary>
    [Fact]
    public async Task A_range_looks_only_at_channels_that_are_emptied_in_it()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(warehouse, rangeBlocksMax: 1, toBlock: 10);
        // No sum over channel 4 could hold this.
        warehouse.Connection.Execute(
            """
            insert into event.singularitynet_escrow_channel_add_funds
            select chain_id, 1, 90 + n, contract_id, transaction_index, time, 4, null, 99999999999999999999999999999999999999, null
            from event.singularitynet_escrow_channel_open, range(3) numbers(n)
            where channel_id = 1
            """
        );

        await IndexAsync(warehouse, rangeBlocksMax: 1);

        RefundsOf(warehouse).ShouldBe([(6, 55), (9, 7), (11, 40)]);
    }

    private static List<(long Block, long Amount)> RefundsOf(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            "select block_number, amount::bigint from market.payment where role = 'refund' order by all",
            row => (row.GetInt64(0), row.GetInt64(1))
        );

    private async Task IndexAsync(WarehouseFile warehouse, int rangeBlocksMax, long? toBlock = null)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load(ManifestPath),
            warehouse,
            new Dictionary<int, Uri> { [ChainId] = _chain.Endpoint },
            new SyncOptions(rangeBlocksMax, toBlock) { FinalityDepth = 0, Time = TimeProvider.System },
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private void MineStory()
    {
        Mine();
        Mine(OpenChannel(1, 100), OpenChannel(3, 60), OpenChannel(4, 12));
        Mine(Claim(1, nonce: 0, claimed: 30, kept: 70));
        Mine();
        Mine(Log("ChannelAddFunds(uint256 indexed channelId, uint256 additionalFunds)", 1, 5));
        Mine(Claim(3, nonce: 0, claimed: 60, kept: 0));
        Mine(Claim(1, nonce: 1, claimed: 20, kept: 0));
        Mine(Claim(4, nonce: 0, claimed: 2, kept: 10));
        Mine(Log("ChannelAddFunds(uint256 indexed channelId, uint256 additionalFunds)", 1, 7));
        Mine(Log("ChannelSenderClaim(uint256 indexed channelId, uint256 nonce, uint256 claimAmount)", 1, 2, 0));
        Mine(OpenChannel(2, 40));
        Mine(Log("ChannelSenderClaim(uint256 indexed channelId, uint256 nonce, uint256 claimAmount)", 2, 0, 0));
        Mine();
    }

    private void Mine(params ScriptedLog[] logs) => _chain.Mine("story", logs);

    private static ScriptedLog OpenChannel(int id, int amount)
    {
        ScriptedLog log = ScriptedLog.Of(
            Escrow,
            Open,
            (BigInteger)id,
            BigInteger.Zero,
            Consumer,
            Consumer,
            Provider,
            Provider,
            (BigInteger)amount,
            (BigInteger)1_000
        );
        // The scripted log can index addresses only; a group id is 32 bytes of any kind.
        Hash32 topic0 = EventSignature.Parse(Open.Replace("address indexed groupId", "bytes32 indexed groupId")).Topic0;
        return log with { Topics = [topic0, .. log.Topics[1..]] };
    }

    private static ScriptedLog Claim(int id, int nonce, int claimed, int kept) =>
        Log(
            "ChannelClaim(uint256 indexed channelId, uint256 nonce, address indexed recipient, uint256 claimAmount, uint256 plannedAmount, uint256 sendBackAmount, uint256 keepAmount)",
            id,
            nonce,
            Provider,
            claimed,
            claimed,
            0,
            kept
        );

    private static ScriptedLog Log(string signature, params object[] values) =>
        ScriptedLog.Of(
            Escrow,
            signature,
            [.. values.Select(value => value is int number ? (BigInteger)number : value)]
        );

    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
