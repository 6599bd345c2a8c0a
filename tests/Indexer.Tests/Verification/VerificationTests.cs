using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Verification;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Verification;

/// <summary>What `souk verify` finds, on an index of a scripted chain with real headers and receipts.</summary>
public sealed class VerificationTests : IDisposable
{
    private const string Honest = "http://endpoint0.example:80";
    private const string Lying = "http://endpoint1.example:80";

    private readonly Bazaar _bazaar = new();
    private readonly WarehouseFile _warehouse = IndexRun.Open(WarehouseFile.InMemory);
    private readonly ScriptedChain _chain;
    private readonly ScriptedNode _node;

    public VerificationTests()
    {
        _chain = new ScriptedChain(Bazaar.ChainId, [BazaarStory.Write(seed: 1, breaksFinality: false).Final]);
        var habits = new NodeHabits(ServesFinalized: true, KeepsOrphans: true, LogBlocksMax: 10_000);
        _node = new ScriptedNode(_chain, habits, BazaarContracts.Answers);
    }

    public void Dispose()
    {
        _warehouse.Dispose();
        _bazaar.Dispose();
    }

    [Theory]
    [InlineData(ProofLevel.None, "none")]
    [InlineData(ProofLevel.Bloom, "bloom")]
    [InlineData(ProofLevel.Receipts, "receipts")]
    public async Task The_level_asked_for_is_recorded_of_history_and_receipts_of_hot_blocks(
        ProofLevel asked,
        string recorded
    )
    {
        await IndexAsync(asked);

        List<string> LevelsOf(string blocks) =>
            _warehouse.Connection.Query(
                $"select distinct proof from chain.range where {blocks} {_chain.Final.Finalized} order by all",
                row => row.GetString(0)
            );

        LevelsOf("to_block <=").ShouldBe([recorded]);
        LevelsOf("from_block >").ShouldBe(["receipts"]);
        ChainCoverage coverage = PayloadCheck.ReadCoverage(_warehouse.Connection).ShouldHaveSingleItem();
        long final = _chain.Final.Finalized - Bazaar.FirstBlock + 1;
        long hot = _chain.Final.Head.Number - _chain.Final.Finalized;
        coverage.Blocks.ShouldBe(final + hot);
        coverage.Levels.Sum(level => level.Share).ShouldBe(1, tolerance: 1e-12);
        coverage
            .Levels.Single(level => level.Level == recorded)
            .Blocks.ShouldBe(asked == ProofLevel.Receipts ? final + hot : final);
    }

    [Theory]
    [InlineData(
        "delete from chain.range where from_block = 11",
        "blocks 11..20, this warehouse: no stored range holds them."
    )]
    [InlineData(
        "delete from chain.range where from_block = 1",
        "blocks 1..10, this warehouse: no stored range holds them."
    )]
    [InlineData(
        "update chain.cursor set block_number = block_number + 2",
        "blocks {next}..{next2}, this warehouse: no stored range holds them."
    )]
    [InlineData(
        "update chain.range set from_block = 8 where from_block = 11",
        "blocks 8..10, http://endpoint0.example:80: two ranges hold them."
    )]
    [InlineData(
        "update chain.cursor set block_number = block_number - 1",
        "block {head}, this warehouse: they are stored beyond the chain's cursor."
    )]
    public async Task Blocks_that_no_range_holds_or_two_hold_are_named(string change, string told)
    {
        await IndexAsync(ProofLevel.None);
        PayloadCheck.FindUntiled(_warehouse.Connection, Bazaar.ChainId).ShouldBeNull();
        _warehouse.Connection.Execute(change);

        Discrepancy? found = PayloadCheck.FindUntiled(_warehouse.Connection, Bazaar.ChainId);

        long head = _chain.Final.Head.Number;
        $"{found}".ShouldBe(
            $"Chain {Bazaar.ChainId}, "
                + told.Replace("{next}", $"{head + 1}").Replace("{next2}", $"{head + 2}").Replace("{head}", $"{head}")
        );
    }

    /// <summary>A range has one hash, so its blocks are named; the chain tells which of them it is.</summary>
    [Fact]
    public async Task A_changed_log_is_told_by_its_range_and_narrowed_to_its_block_by_the_chain()
    {
        await IndexAsync(ProofLevel.None);
        long block = _warehouse.Connection.Scalar<long>(
            "select max(block_number) from chain.log where block_number between 11 and 20"
        );
        _warehouse.Connection.Execute(
            $"update chain.log set data = '\\x01'::blob where block_number = {block} and log_index = (select min(log_index) from chain.log where block_number = {block})"
        );
        List<BlockRange> unchanged = [];

        Discrepancy? found = PayloadCheck.Run(
            _warehouse.Connection,
            Bazaar.ChainId,
            unchanged.Add,
            CancellationToken.None
        );

        unchanged.ShouldBe([new BlockRange(1, 10)]);
        $"{found}".ShouldBe(
            $"Chain {Bazaar.ChainId}, blocks 11..20, {Honest}: the stored logs of some of these blocks are not those that were received."
        );
        using var endpoints = new Scene(_chain, _node);
        Discrepancy narrow = await Check.NarrowAsync(endpoints.Honest, found!, CancellationToken.None);
        $"{narrow}".ShouldBe(
            $"Chain {Bazaar.ChainId}, block {block}, {Honest}: its logs differ from those that are stored."
        );
    }

    [Fact]
    public async Task A_log_that_was_never_received_is_named_by_its_block_and_the_endpoint_that_has_it()
    {
        await IndexAsync(ProofLevel.None);
        using var endpoints = new Scene(_chain, _node);
        EndpointCheck check = Check;
        IReadOnlyList<long> blocks = check.BlocksWithLogs();
        List<ProofLevel> levels = [];
        (await check.CompareProvenAsync(endpoints.Honest, blocks, levels.Add, CancellationToken.None)).ShouldBeNull();
        levels.Count.ShouldBe(blocks.Count);
        levels.ShouldAllBe(level => level == ProofLevel.Receipts);
        long block = blocks[^1];
        long count = _warehouse.Connection.Scalar<long>($"select count(*) from chain.log where block_number = {block}");
        _warehouse.Connection.Execute($"delete from chain.log where block_number = {block}");

        Discrepancy? found = await Check.CompareProvenAsync(endpoints.Honest, blocks, _ => { }, CancellationToken.None);

        $"{found}".ShouldBe(
            $"Chain {Bazaar.ChainId}, block {block}, {Honest}: it has {count} logs of the contracts, stored are 0."
        );
    }

    [Fact]
    public async Task A_second_endpoint_that_leaves_logs_out_is_named_with_the_block()
    {
        await IndexAsync(ProofLevel.None);
        using var endpoints = new Scene(_chain, _node, new FaultRule(FaultKind.OmittedLog, 1000, FaultRule.Forever, 3));
        IReadOnlyList<long> blocks = Check.BlocksWithLogs();
        (await Check.CompareClaimedAsync(endpoints.Honest, blocks, CancellationToken.None)).ShouldBeNull();

        Discrepancy? found = await Check.CompareClaimedAsync(endpoints.Lying, blocks, CancellationToken.None);

        found.ShouldNotBeNull();
        (found.FromBlock, found.ToBlock, found.Endpoint).ShouldBe((blocks[0], blocks[0], Lying));
        found.Problem.ShouldMatch("^it has [0-9]+ logs of the contracts, stored are [0-9]+$");
    }

    /// <summary>Its receipts never hash to the root of the block: the block is named, not the whole sample.</summary>
    [Fact]
    public async Task An_endpoint_that_keeps_to_what_a_hash_disproves_is_named_with_the_block()
    {
        await IndexAsync(ProofLevel.None);
        var rule = new FaultRule(FaultKind.OmittedReceipt, 1000, FaultRule.Forever, 3);
        using var endpoints = new Scene(_chain, _node, rule);
        IReadOnlyList<long> blocks = Check.BlocksWithLogs();

        Discrepancy? found = await Check.CompareProvenAsync(endpoints.Lying, blocks, _ => { }, CancellationToken.None);

        found.ShouldNotBeNull();
        (found.FromBlock, found.ToBlock, found.Endpoint).ShouldBe((blocks[0], blocks[0], Lying));
        found.Problem.ShouldContain("receipts");
    }

    private EndpointCheck Check => new(_warehouse.Connection, Bazaar.ChainId);

    private async Task IndexAsync(ProofLevel proof)
    {
        using var endpoints = new Scene(_chain, _node);
        var run = new IndexRun(
            _bazaar,
            [endpoints.Endpoints.Addresses[0]],
            endpoints.Endpoints.Transport,
            new InstantTime(),
            rangeBlocksMax: 10,
            proof: proof
        );
        await run.RunAsync(_warehouse, _ => { }, CancellationToken.None);
    }

    /// <summary>An honest endpoint and one that keeps to its rules.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly List<RpcClient> _clients;

        public Scene(ScriptedChain chain, ScriptedNode node, params FaultRule[] rules)
        {
            Endpoints = new ScriptedEndpoints(
                node,
                new ChainTimeline(chain, [null]),
                [
                    [],
                    rules,
                ],
                new FaultTally()
            );
            _clients = [.. Endpoints.Addresses.Select(address => new RpcClient(address, Endpoints.Transport(address)))];
        }

        public ScriptedEndpoints Endpoints { get; }

        public ChainSource Honest => SourceOf(0);

        public ChainSource Lying => SourceOf(1);

        public void Dispose()
        {
            _clients.ForEach(client => client.Dispose());
            Endpoints.Dispose();
        }

        private ChainSource SourceOf(int endpoint) =>
            new(_clients[endpoint], new RetryPolicy(new InstantTime(), TimeSpan.FromMilliseconds(1)));
    }
}
