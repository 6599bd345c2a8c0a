using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Networks;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Networks;

/// <summary>`chain.settlement`: what transactions cost on a first layer, on a second one, and off chain; one of them is paid.</summary>
/// <remarks>The first layer's price is that of the day. Batches are full, but for the last of the day.</remarks>
internal sealed class SettlementPart : Component
{
    private static readonly string[] _modes = ["layer1", "layer2", "hybrid"];

    private readonly Dial<SettlementTerms> _terms;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "chain.settlement",
                "Compares the cost of the same transactions on layer 1, on layer 2 and off chain, and pays one of them.",
                "EIP-2028 for data; the rest is ours, MODELLED (docs/mechanisms/settlement-cost.md)",
                [
                    new("layer1", ParameterKind.Part, "The chain that settles.")
                    {
                        Words = ["chain.profile"],
                        IsFixed = true,
                    },
                    new("mode", ParameterKind.Word, "Which of them is paid.") { Words = _modes, Default = "layer2" },
                    .. Demand.Parameters,
                    Open(
                        ChainParameters.Gas(
                            "gas",
                            "Gas of one transaction on either layer.",
                            "65000",
                            "assumed: a token transfer"
                        )
                    ),
                    Open(
                        ChainParameters.Price(
                            "layer2_price",
                            "Smallest units per gas on layer 2.",
                            "10000000",
                            "assumed: 0.01 gwei"
                        )
                    ),
                    Open(ChainParameters.Gas("batch_size", "Transactions in a batch.", "1000", "assumed")),
                    Open(
                        ChainParameters.Gas(
                            "batch_gas",
                            "Gas of a batch beside its data, proof included.",
                            "200000",
                            "assumed"
                        )
                    ),
                    Open(
                        ChainParameters.Price(
                            "batch_bytes",
                            "Data of a transaction on layer 1, bytes.",
                            "100",
                            "assumed"
                        )
                    ),
                    Open(ChainParameters.Price("gas_per_byte", "Of that data.", "16", "EIP-2028")),
                    Open(
                        ChainParameters.Price(
                            "off_chain_fee",
                            "Of the hybrid, smallest units per transaction.",
                            "0",
                            "assumed"
                        )
                    ),
                    new("senders", ParameterKind.Part, "Who pays: a part with one account.") { IsFixed = true },
                    new("operator", ParameterKind.Part, "Who is paid for blocks and batches.") { IsFixed = true },
                ]
            )
            {
                Publishes =
                [
                    new("paid", "token", "Paid since the start."),
                    new("unpaid", "token", "What senders could not pay so far."),
                    new(
                        "break_even",
                        "count",
                        "Smallest batch with which layer 2 is no dearer than layer 1; -1 where it never is."
                    )
                    {
                        Title = "break-even batch",
                    },
                    new("layer1", "token", "Cost of one transaction of the day on layer 1.")
                    {
                        Title = "cost on layer1",
                    },
                    new("layer2", "token", "Cost of one transaction of the day on layer 2.")
                    {
                        Title = "cost on layer2",
                    },
                    new("hybrid", "token", "Cost of one transaction of the day on layer 2 with data off chain.")
                    {
                        Title = "cost on hybrid",
                    },
                    new("count", "count", "Transactions of the day."),
                ],
            },
            (assembly, part) => new SettlementPart(assembly, part)
        );

    private SettlementPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _terms = Dial(SettlementTerms.Read);
    }

    public override void Connect()
    {
        ChainPart chain = (ChainPart)Other("layer1");
        Holdings senders = Held(chain.Coin, ChainParameters.OneAccountOf(this, "senders", Other("senders")));
        Holdings payee = Held(chain.Coin, OnePayeeOf("operator"));
        Demand demand = new(Dial(Demand.Read), Has("users") ? Other("users").Usage : null);
        Amount[] costs = [.. _modes.Select(mode => Model.Amount($"{Name}.{mode}", 0))];
        Amount paid = Model.Amount($"{Name}.paid", 0);
        Amount unpaid = Model.Amount($"{Name}.unpaid", 0);
        Counter count = Model.Counter($"{Name}.count", 0);
        Signal breakEven = Model.Signal($"{Name}.break_even", 0);
        Rule(
            "",
            Phase.Settle,
            touches =>
            {
                demand.Declare(touches);
                touches
                    .Reads(chain.Today.GasPrice)
                    .Updates(senders)
                    .Adds(payee, paid, unpaid)
                    .Writes(costs)
                    .Writes(count, breakEven);
            },
            step =>
            {
                SettlementTerms terms = _terms.At(step.Index);
                count.Value = demand.At(step.Index);
                breakEven.Value = terms.BreakEvenBatch(chain.Today.GasPrice.Value);
                for (int mode = 0; mode < costs.Length; mode++)
                {
                    costs[mode].Value = terms.CostOf(_modes[mode], count.Value, chain.Today.GasPrice.Value);
                }

                Int128 due = costs[Array.IndexOf(_modes, terms.Mode)].Value;
                Int128 payable = Int128.Min(due, senders.Balance);
                Pay(senders, payee, payable);
                paid.Value += payable;
                unpaid.Value += due - payable;
            }
        );
        AddMetrics(chain.Coin, costs, count);
        Publish("count", () => count.Value, count);
        Show("paid", chain.Coin, paid);
        Show("unpaid", chain.Coin, unpaid);
        Show("break_even", breakEven);
    }

    private void AddMetrics(Token coin, Amount[] costs, Counter count)
    {
        for (int mode = 0; mode < costs.Length; mode++)
        {
            Amount cost = costs[mode];
            ShowIn(
                coin.Symbol,
                _modes[mode],
                () => count.Value == 0 ? 0 : BaseUnits.ToNumber(cost.Value, coin.Decimals) / count.Value,
                cost,
                count
            );
        }
    }

    private static ParameterSpec Open(ParameterSpec spec) => spec with { IsFixed = false };
}

/// <summary>What a settlement costs by, as of a day.</summary>
internal sealed record SettlementTerms(
    string Mode,
    long Gas,
    Int128 Layer2Price,
    long BatchSize,
    BatchCost Layer2Batch,
    BatchCost HybridBatch,
    Int128 OffChainFee
)
{
    public static SettlementTerms Read(Part then)
    {
        long Of(string parameter) => ChainParameters.LongOf(then, parameter);
        return new SettlementTerms(
            then.Word("mode"),
            Of("gas"),
            Of("layer2_price"),
            Of("batch_size"),
            new BatchCost(Of("batch_gas"), Of("batch_bytes"), Of("gas_per_byte")),
            new BatchCost(Of("batch_gas"), 0, 0),
            Of("off_chain_fee")
        );
    }

    /// <summary>Smallest units for so many transactions.</summary>
    public Int128 CostOf(string mode, long transactions, Int128 layer1Price)
    {
        (long full, long rest) = Math.DivRem(transactions, BatchSize);
        return (full == 0 ? 0 : full * CostOfBatch(mode, BatchSize, layer1Price))
            + (rest == 0 ? 0 : CostOfBatch(mode, rest, layer1Price));
    }

    public double BreakEvenBatch(Int128 layer1Price)
    {
        Int128 data = Layer2Batch.BytesPerTransaction * Layer2Batch.GasPerByte * layer1Price;
        Int128? batch = SettlementCost.BreakEvenBatch(
            (Gas * Layer2Price) + data,
            Layer2Batch.OverheadGas * layer1Price,
            Gas * layer1Price
        );
        return (double)(batch ?? -1);
    }

    private Int128 CostOfBatch(string mode, long size, Int128 layer1Price) =>
        mode switch
        {
            "layer1" => SettlementCost.OnLayer1(size, Gas, layer1Price),
            "layer2" => SettlementCost.OnLayer2(size, Gas, Layer2Price, layer1Price, Layer2Batch),
            _ => SettlementCost.Hybrid(size, OffChainFee, layer1Price, HybridBatch),
        };
}
