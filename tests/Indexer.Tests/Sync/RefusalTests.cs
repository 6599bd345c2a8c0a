using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>What does not fit is refused before anything is changed.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Another_chain_is_refused_by_both_ids()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.Chain.ChainId = 5;

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.WrongChain);
        exception.Message.ShouldContain("serves chain 5");
        exception.Message.ShouldContain("for chain 31337");
        warehouse.Connection.Scalar<long>("select count(*) from chain.system").ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_answers_other_decimals_than_the_manifest_states_is_refused()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));
        market.Chain.Answer(ScriptedMarket.Token, "decimals()", [.. new byte[31], 8]);

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.WrongDecimals);
        exception.Message.ShouldContain(
            $"gives BZR 18 decimals, but decimals() of {ScriptedMarket.Token} on chain 31337 answers 8."
        );
        warehouse.Connection.Scalar<long>("select count(*) from chain.system").ShouldBe(0);
    }

    [Theory]
    [InlineData(32, 18)]
    [InlineData(0, 0)]
    [InlineData(5, 8)]
    public async Task A_token_that_answers_its_decimals_or_nothing_that_reads_as_a_number_is_taken(int size, byte last)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));
        byte[] answer = new byte[size];
        answer.AsSpan(Math.Max(0, size - 1)).Fill(last);
        market.Chain.Answer(ScriptedMarket.Token, "decimals()", answer);

        await market.IndexAsync(warehouse);

        warehouse.Connection.Scalar<byte>("select decimals from market.token where symbol = 'BZR'").ShouldBe((byte)18);
    }

    [Fact]
    public async Task A_new_contract_behind_the_cursor_is_refused()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        market.WriteManifest(
            ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token),
            ScriptedMarket.Contract("factory", "Factory", ScriptedMarket.Factory)
        );

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.ContractsChanged);
        exception.Message.ShouldContain("new --db file");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task A_new_contract_ahead_of_the_cursor_is_read()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));
        await market.IndexAsync(warehouse);
        market.WriteManifest(
            ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token),
            ScriptedMarket.Contract("factory", "Factory", ScriptedMarket.Factory, ScriptedMarket.BlockCount)
        );
        market.Chain.Mine(
            "first",
            ScriptedLog.Of(ScriptedMarket.Factory, ScriptedMarket.ShopOpened, ScriptedMarket.Shop)
        );

        SyncResult result = await market.IndexAsync(warehouse);

        result.LogCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_contract_is_refused()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Message.ShouldContain(ScriptedMarket.Factory.ToString());
    }

    [Fact]
    public async Task An_event_table_with_other_columns_is_refused()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute("create table event.bazaar_stall_sold (chain_id integer)");

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.EventsChanged);
        exception.Message.ShouldContain("event.bazaar_stall_sold");
    }

    [Fact]
    public async Task A_mapping_that_fails_names_its_file_and_line_and_stores_nothing()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        File.WriteAllText(
            Path.Combine(market.Folder, "bazaar.sql"),
            "-- Nothing?\nselect 1;\n\nselect nothing from event.nowhere;"
        );

        ManifestException exception = await Should.ThrowAsync<ManifestException>(() => market.IndexAsync(warehouse));

        exception.Message.ShouldContain("bazaar.sql:4");
        warehouse.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(0);
    }
}
