using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Traces;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Traces;

/// <summary>A model whose parts, payments and message came in three blocks: of 1 January, 1 February and 1 March.</summary>
public sealed class PastTraceTests : IDisposable
{
    private static readonly DateTime s_january = new(2025, 1, 31);
    private static readonly DateTime s_february = new(2025, 2, 28);
    private readonly PaidMarket _market = new();

    public PastTraceTests()
    {
        _market.Connection.Execute(
            """
            delete from chain.block;
            insert into chain.block
                select 1, n, n, n, 0, 0, timestamp '2025-01-01' + to_months((n - 1)::integer) from range(1, 4) of_numbers(n);
            insert into chain.block values (2, 70, 9, 9, 0, 0, timestamp '2025-03-05');
            insert into market.asset values
                (1, 1, 0, timestamp '2025-01-01', 'm', 'm/model', 'model', 'First name', 10),
                (1, 3, 0, timestamp '2025-03-01', 'm', 'm/model', 'model', 'New name', 11);
            insert into market.provenance values
                (1, 1, 1, timestamp '2025-01-01', 'm', 'm/model', 'was_derived_from', 'm/a', 1, 'log', 900000),
                (1, 2, 1, timestamp '2025-02-01', 'm', 'm/model', 'was_derived_from', 'm/b', 1, 'log', 1000000),
                (1, 3, 1, timestamp '2025-03-01', 'm', 'm/model', 'was_derived_from', 'm/a', 1, 'log', 1000000);
            insert into market.payment values
                (1, 2, 2, 0, timestamp '2025-02-01', 'm', 'price', 2, 1, 10, 60, 'm/model', 'transfer', 2),
                (1, 3, 2, 0, timestamp '2025-03-01', 'm', 'price', 2, 1, 10, 5, 'm/model', 'transfer', 2);
            insert into market.message values
                (1, 2, 3, 0, timestamp '2025-02-01', 'm', 'layerzero', '\x01'::blob, 'sent', 2, 10, 2, 7),
                (2, 70, 0, 0, timestamp '2025-03-05', 'm', 'layerzero', '\x01'::blob, 'received', 1, 10, 2, 7);
            """
        );
        Rollup.Fill(_market.Connection, chainId: 1, new BlockRange(1, 3), CancellationToken.None);
    }

    public void Dispose() => _market.Dispose();

    [Fact]
    public void A_lineage_has_what_had_been_told_and_paid_by_then()
    {
        Text(s_january).ShouldBe("m/model First name 0x0a: ; m/a  | m/a 900000");
        Text(s_february).ShouldBe("m/model First name 0x0a: price 60; m/a ; m/b  | m/a 900000, m/b 1000000");
        Text(null).ShouldBe("m/model New name 0x0a: price 65 0x0b: ; m/a ; m/b  | m/a 1000000, m/b 1000000");
        Lineage.Find(_market.Connection, "m/model", asOf: new DateTime(2024, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void Steps_of_later_blocks_are_not_there_and_a_message_had_not_arrived_yet()
    {
        Steps(s_january).ShouldBe(["asset model First name"]);
        Steps(s_february)
            .ShouldBe([
                "asset model First name",
                "price evidence: transfer",
                "sent in_flight: layerzero message 0x01 to 2",
            ]);
        Steps(null)
            .ShouldBe([
                "asset model First name",
                "asset model New name",
                "price evidence: transfer",
                "price evidence: transfer",
                "sent delivered: layerzero message 0x01 to 2",
                "received delivered: layerzero message 0x01 from 1",
            ]);
        LifecycleTrace.Find(_market.Connection, "m/model", asOf: new DateTime(2024, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void Of_each_kind_the_earliest_steps_are_listed_each_with_what_its_own_row_says()
    {
        _market.Connection.Execute(
            """
            insert into market.contribution values
                (1, 3, 7, timestamp '2025-03-01', 'm', 'm/model', 10, 9),
                (1, 2, 7, timestamp '2025-02-01', 'm', 'm/model', 10, 5),
                (1, 2, 7, timestamp '2025-02-01', 'm', 'm/model', 10, 6),
                (1, 1, 7, timestamp '2025-01-01', 'm', 'm/other', 10, 1)
            """
        );

        LifecycleTrace two = LifecycleTrace.Find(_market.Connection, "m/model", countMax: 2)!;
        LifecycleTrace one = LifecycleTrace.Find(_market.Connection, "m/model", countMax: 1)!;

        two.StepsOf(LifecycleLayer.Origin)
            .Where(step => step.Step == "contribution")
            .Select(step => step.Detail)
            .ShouldBe(["5 units", "6 units"], ignoreOrder: true);
        two.CountOf(LifecycleLayer.Origin, "contribution").ShouldBe(3);
        LifecycleStep paid = one.StepsOf(LifecycleLayer.Execution).ShouldHaveSingleItem();
        (paid.Detail, paid.Amount, paid.Count).ShouldBe(("evidence: transfer", 60, 2));
        (paid.Party![^2..], paid.Other![^2..]).ShouldBe(("01", "0a"));
    }

    [Fact]
    public void A_block_is_a_moment_of_any_chain_where_no_market_is_asked_for()
    {
        ChainMoment.OfBlock(_market.Connection, market: null, "2:70").ShouldBe(new DateTime(2025, 3, 5));
        ChainMoment.OfBlock(_market.Connection, "m", "2").ShouldBe(new DateTime(2025, 2, 1));
        Should
            .Throw<FormatException>(() => ChainMoment.OfBlock(_market.Connection, market: null, "2"))
            .Message.ShouldEndWith("1:1 to 1:3, 2:70 to 2:70.");
    }

    private string[] Steps(DateTime? asOf) =>
        [
            .. LifecycleTrace
                .Find(_market.Connection, "m/model", asOf: asOf)!
                .Steps.Select(step => $"{step.Step} {step.Detail}"),
        ];

    private string Text(DateTime? asOf)
    {
        Lineage lineage = Lineage.Find(_market.Connection, "m/model", asOf: asOf)!;
        var parts = lineage.Parts.Select(part =>
            $"{part.Asset} {part.Name}"
            + string.Concat(
                part.Parties.Select(party =>
                    $" 0x{party.Address[^2..]}: {string.Join(", ", party.Receipts.Select(got => $"{got.Role} {got.Amount}"))}"
                )
            )
        );
        var edges = lineage.Edges.Select(edge => $"{edge.Object} {edge.ConfidencePpm}");
        return $"{string.Join("; ", parts)} | {string.Join(", ", edges)}";
    }
}
