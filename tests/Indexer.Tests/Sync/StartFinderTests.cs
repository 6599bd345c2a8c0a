using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary><c>from_block: find</c> trusts no answer about a state that the endpoint dropped.</summary>
public sealed class StartFinderTests : IDisposable
{
    private readonly ScriptedMarket _market = new();

    public StartFinderTests()
    {
        _market.ManifestText = _market.ManifestText.Replace(
            "from_block: 1}",
            "from_block: find}",
            StringComparison.Ordinal
        );
        _market.Chain.CreatedAt[ScriptedMarket.Token] = 6;
        _market.Chain.CreatedAt[ScriptedMarket.Factory] = 4;
        _market.Chain.Sender = ScriptedMarket.Alice;
    }

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_blocks_that_made_contracts_are_found_where_all_states_are_kept()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await _market.IndexAsync(warehouse);

        StartsIn(warehouse).ShouldBe(["Factory 4", "Token 6"]);
    }

    [Fact]
    public async Task A_contract_that_was_there_from_the_first_block_needs_no_witness()
    {
        _market.Chain.CreatedAt.Clear();
        _market.Chain.Sender = null;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await _market.IndexAsync(warehouse);

        StartsIn(warehouse).ShouldBe(["Factory 0", "Token 0"]);
    }

    [Fact]
    public async Task A_node_that_says_no_code_of_states_that_it_dropped_is_refused_by_name_and_changes_nothing()
    {
        // Without a witness both would begin in block 20, and what they did before would be missing.
        _market.Chain.OldestState = 20;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException refusal = await Should.ThrowAsync<SyncException>(() => _market.IndexAsync(warehouse));

        refusal.Problem.ShouldBe(SyncProblem.StartUnknown);
        refusal.Message.ShouldBe(
            $"Where contract {ScriptedMarket.Token} (Token, bazaar) begins on chain 31337 cannot be found: asked for its code "
                + $"after block 19, {_market.Chain.Endpoint.ToString().TrimEnd('/')} says that it has none, but neither has any "
                + "of the 1 accounts that send the next transactions anything there, as if the endpoint had dropped that state. "
                + "Add --rpc 31337=URL of an archive node for once, or give from_block in the manifest."
        );
        StartsIn(warehouse).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_that_no_transaction_can_show_is_refused()
    {
        _market.Chain.Sender = null;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException refusal = await Should.ThrowAsync<SyncException>(() => _market.IndexAsync(warehouse));

        refusal.Message.ShouldContain(
            "no transaction of the 64 blocks after it shows that the endpoint keeps that state"
        );
    }

    [Fact]
    public async Task What_one_endpoint_dropped_another_that_is_asked_first_tells()
    {
        using var archive = new ScriptedMarket();
        archive.Chain.CreatedAt[ScriptedMarket.Token] = 6;
        archive.Chain.CreatedAt[ScriptedMarket.Factory] = 4;
        archive.Chain.Sender = ScriptedMarket.Alice;
        _market.Chain.OldestState = 20;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        using ManifestSync sync = await ManifestSync.OpenAsync(
            _market.Manifests,
            warehouse,
            new[] { archive.Chain.Endpoint, _market.Chain.Endpoint }.ToLookup(
                _ => ScriptedMarket.ChainId,
                endpoint => new EndpointAddress(endpoint)
            ),
            ScriptedMarket.Options(),
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);

        StartsIn(warehouse).ShouldBe(["Factory 4", "Token 6"]);
    }

    private static List<string> StartsIn(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            "select name || ' ' || from_block from chain.contract where name in ('Token', 'Factory') order by from_block, name",
            row => row.GetString(0)
        );
}
