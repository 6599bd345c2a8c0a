using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Networks;

namespace Souk.Simulation.Catalogues.Networks;

/// <summary>Reads what a chain is from its part.</summary>
internal static class ChainParameters
{
    private const double GasMax = 1e12;
    private const double PriceMax = 1e18;
    private const double QuarterSecond = 0.25 / 86_400;

    public static PartKind Kind { get; } =
        new(
            "chain.profile",
            "A chain's block space: a queue of transactions, a fee that follows demand, and senders who give up.",
            "EIP-1559 for the fee; the queue is ours, MODELLED (docs/mechanisms/block-space.md)",
            [
                new("token", ParameterKind.Token, "The native coin, in which fees are paid.") { IsFixed = true },
                new("block_time", ParameterKind.Duration, "Between blocks; whole milliseconds, at least 250.")
                {
                    Default = "12 s",
                    Source = "Ethereum",
                    Min = QuarterSecond,
                    Max = 1,
                    IsFixed = true,
                },
                Gas("gas_limit", "Gas of a block.", "30000000", "Ethereum from 2021 to 2024"),
                Gas("gas_per_transaction", "Gas of one transaction.", "21000", "a plain transfer on Ethereum"),
                new("base_fee", ParameterKind.YesNo, "Whether a base fee follows demand and is burned.")
                {
                    Default = "yes",
                    Source = "EIP-1559",
                    IsFixed = true,
                },
                Price(
                    "first_base_fee",
                    "Base fee of the first block, smallest units per gas.",
                    "1000000000",
                    "EIP-1559"
                ),
                new("elasticity", ParameterKind.Count, "Gas limit over the target at which the base fee stays.")
                {
                    Default = "2",
                    Source = "EIP-1559",
                    Min = 1,
                    Max = 1_000,
                    IsFixed = true,
                },
                new("change_denominator", ParameterKind.Count, "A full block raises the base fee by one over this.")
                {
                    Default = "8",
                    Source = "EIP-1559",
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                },
                Price(
                    "tip",
                    "Paid to producers, smallest units per gas; the whole price without a base fee.",
                    "1000000000",
                    "assumed: 1 gwei"
                ),
                new("patience", ParameterKind.Duration, "After so long in the queue senders give up.")
                {
                    Default = "10 min",
                    Max = 100,
                    IsFixed = true,
                },
                .. Demand.Parameters,
                new("senders", ParameterKind.Part, "Who pays the fees: a part with one account.") { IsFixed = true },
                new("producers", ParameterKind.Part, "Who gets the tips, in equal parts.") { IsFixed = true },
            ]
        )
        {
            Publishes =
            [
                new("included", "count", "Transactions in blocks of the day."),
                new("lost", "count", "Whose senders gave up on the day."),
                new("waiting", "count", "Transactions in the queue at the close."),
                new("wait", "seconds", "Mean time in the queue of the day's included transactions."),
                new("load", "ratio", "Included transactions over what the blocks of a day can hold."),
                new("gas_price", "token", "Mean price of a unit of gas on the day."),
                new("base_fee", "token", "Base fee per unit of gas of the next block; 0 without one."),
                new("fee", "token", "Mean fee of a transaction."),
                new("burned", "token", "Base fees burned since the start."),
                new("tips", "token", "Paid to producers since the start."),
                new("unpaid", "token", "Fees that senders could not pay so far."),
            ],
        };

    public static ChainProfile ProfileOf(Part part)
    {
        int blockMs = (int)Math.Round(part.Number("block_time") * 86_400_000);
        long patienceMs = part.Seconds("patience") * 1_000;
        return new ChainProfile(
            blockMs,
            LongOf(part, "gas_limit"),
            LongOf(part, "tip"),
            (int)Math.Clamp(patienceMs / blockMs, 1, 1_000_000),
            part.YesNo("base_fee")
                ? new BaseFee(
                    part.Count("elasticity"),
                    part.Count("change_denominator"),
                    LongOf(part, "first_base_fee")
                )
                : null
        );
    }

    public static long LongOf(Part part, string parameter) => (long)part.List(parameter)[0].Number;

    /// <exception cref="ArgumentException">The part has no account, or several.</exception>
    public static AccountGroup OneAccountOf(Component part, string parameter, Component other) =>
        other.Inlet is { Population: null, Count: 1 } group
            ? group
            : throw new ArgumentException($"{parameter} is {part.Part.Word(parameter)}: name a part with one account.");

    /// <summary>Smallest units of the native coin per gas.</summary>
    public static ParameterSpec Price(string name, string meaning, string fallback, string source) =>
        Whole(name, meaning, fallback, source, min: 0, PriceMax);

    public static ParameterSpec Gas(string name, string meaning, string fallback, string source) =>
        Whole(name, meaning, fallback, source, min: 1, GasMax);

    private static ParameterSpec Whole(
        string name,
        string meaning,
        string fallback,
        string source,
        double min,
        double max
    ) =>
        new(name, ParameterKind.Count, meaning)
        {
            Default = fallback,
            Source = source,
            Min = min,
            Max = max,
            IsFixed = true,
        };
}
