using Souk.Simulation.Mechanisms.Networks;

namespace Souk.Simulation.Tests.Mechanisms.Networks;

public class SettlementCostTests
{
    // 100 bytes of calldata per transaction at 16 gas (EIP-2028), and 100,000 gas per batch.
    private static readonly BatchCost _calldata = new(overheadGas: 100_000, bytesPerTransaction: 100, gasPerByte: 16);

    [Fact]
    public void A_thousand_transfers_cost_what_each_layer_charges()
    {
        const int Count = 1_000;
        Int128 layer1 = SettlementCost.OnLayer1(Count, 21_000, pricePerGas: 20);
        Int128 layer2 = SettlementCost.OnLayer2(Count, 21_000, layer2Price: 1, layer1Price: 20, _calldata);
        // Off chain at 7 a piece, settling only a net position: no data per transaction.
        Int128 hybrid = SettlementCost.Hybrid(Count, offChainFee: 7, layer1Price: 20, new BatchCost(150_001, 0, 16));

        // Second layer: 21,000 + (100,000 / 1,000 + 1,600) × 20 each.
        SettlementCost.PerTransaction(layer1, Count).ShouldBe(420_000);
        SettlementCost.PerTransaction(layer2, Count).ShouldBe(21_000 + 34_000);
        hybrid.ShouldBe(7_000 + 3_000_020);
        SettlementCost.PerTransaction(hybrid, Count).ShouldBe(3_008);
    }

    [Fact]
    public void Larger_batches_are_never_dearer_per_transaction_and_always_paid_for()
    {
        Int128 before = Int128.MaxValue;
        for (int count = 1; count <= 2_000; count++)
        {
            Int128 cost = SettlementCost.OnLayer2(count, 30_000, 1, 33, _calldata);
            Int128 each = SettlementCost.PerTransaction(cost, count);
            each.ShouldBeLessThanOrEqualTo(before);
            (each * count).ShouldBeGreaterThanOrEqualTo(cost);
            before = each;
        }
    }

    [Fact]
    public void A_batch_pays_from_its_break_even_on()
    {
        // 2,000,000 of overhead against 365,000 saved per transaction.
        Int128? batch = SettlementCost.BreakEvenBatch(perTransaction: 55_000, overhead: 2_000_000, layer1: 420_000);

        batch.ShouldBe(6);
        (2_000_000 + (6 * 55_000)).ShouldBeLessThanOrEqualTo(6 * 420_000);
        (2_000_000 + (5 * 55_000)).ShouldBeGreaterThan(5 * 420_000);
        SettlementCost.BreakEvenBatch(10, 0, 10).ShouldBe(1);
        SettlementCost.BreakEvenBatch(10, 1, 10).ShouldBeNull();
        SettlementCost.BreakEvenBatch(11, 0, 10).ShouldBeNull();
    }

    [Fact]
    public void An_empty_batch_is_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => _calldata.GasOf(0))
            .Message.ShouldContain("a batch holds at least one transaction");
        Should.Throw<ArgumentOutOfRangeException>(() => SettlementCost.PerTransaction(5, 0));
    }
}
