using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Campaigns;

/// <summary>The judge of fault campaigns sees what they must not leave.</summary>
public sealed class StoredChainTests
{
    [Theory]
    [InlineData("delete from chain.log where log_index = 0 and block_number = 12", "missing 12/0")]
    [InlineData(
        "delete from chain.range where from_block = 11",
        "a range holds blocks 21 to 26, but block 11 is the next one"
    )]
    [InlineData("update chain.range set to_block = 12 where from_block = 1", "but block 13 is the next one")]
    [InlineData("delete from rollup.part where block_number > 10", "rollup part does not hold what its view says")]
    [InlineData(
        "insert into rollup.made_of from rollup.made_of limit 1",
        "rollup made_of does not hold what its view says"
    )]
    [InlineData(
        "update rollup.holding set change = change + 1 where party_id = 0",
        "rollup holding does not hold what its view says"
    )]
    [InlineData(
        "delete from rollup.earning where month = (select min(month) from rollup.earning)",
        "rollup earning does not hold what its view says"
    )]
    [InlineData("update rollup.paid set legs = legs + 1", "rollup paid does not hold what its view says")]
    [InlineData(
        "insert into rollup.overdrawn values (31337, date '2024-01-01', 'bazaar', 1, 1, 1)",
        "rollup overdrawn does not hold what its view says"
    )]
    [InlineData(
        "insert into rollup.service values (31337, date '2024-01-01', 1, timestamp '2024-01-02')",
        "rollup service does not hold what its view says"
    )]
    [InlineData("delete from rollup.spending", "rollup spending does not hold what its view says")]
    // What is left closes by itself, and is not what the chain's transfers come to.
    [InlineData(
        "delete from rollup.holding; delete from rollup.earning; delete from rollup.rolled; delete from rollup.first_receipt; delete from rollup.spending; delete from rollup.paid; delete from rollup.reserve; delete from rollup.swapped; delete from rollup.overdrawn; delete from rollup.service; delete from rollup.came_back; delete from rollup.paid_back; delete from rollup.waiting; delete from market.transfer where (block_number, log_index) = (select max((block_number, log_index)) from market.transfer where recipient_id = 0)",
        "does not close, or is not that of the chain's transfers"
    )]
    [InlineData(
        "delete from rollup.holding; delete from rollup.earning; delete from rollup.rolled; delete from rollup.first_receipt; delete from rollup.spending; delete from rollup.paid; delete from rollup.reserve; delete from rollup.swapped; delete from rollup.overdrawn; delete from rollup.service; delete from rollup.came_back; delete from rollup.paid_back; delete from rollup.waiting; delete from market.transfer",
        "transfers began on 20"
    )]
    public async Task What_is_not_as_the_chain_says_is_found(string change, string told)
    {
        using var bazaar = new Bazaar();
        var chain = new ScriptedChain(Bazaar.ChainId, [BazaarStory.Write(seed: 1, breaksFinality: false).Final]);
        var habits = new NodeHabits(ServesFinalized: true, KeepsOrphans: true, LogBlocksMax: 10_000);
        var node = new ScriptedNode(chain, habits, BazaarContracts.Answers);
        using var endpoints = new ScriptedEndpoints(
            node,
            new ChainTimeline(chain, [null]),
            [
                [],
            ],
            new FaultTally()
        );
        using WarehouseFile warehouse = IndexRun.Open(WarehouseFile.InMemory);
        var run = new IndexRun(bazaar, endpoints.Addresses, endpoints.Transport, new InstantTime(), rangeBlocksMax: 10);
        await run.RunAsync(warehouse, _ => { }, CancellationToken.None);
        Fault().ShouldBeNull();

        warehouse.Connection.Execute(change);

        string? fault = Fault();
        fault.ShouldNotBeNull();
        fault.ShouldContain(told);

        string? Fault() =>
            StoredChain.FindFault(warehouse, chain, mayTipBeForged: false)
            ?? StoredChain.FindImbalance(warehouse, chain, mayTipBeForged: false);
    }
}
