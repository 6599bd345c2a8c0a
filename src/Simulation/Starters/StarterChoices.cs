using System.Globalization;

namespace Souk.Simulation.Starters;

/// <summary>What a starter supposes about people and fees, where whoever begins a scenario says nothing else.</summary>
public sealed record StarterChoices
{
    private const decimal PeopleMax = 1_000_000;
    private const decimal WageMax = 10_000;

    /// <summary>All of them, in the order in which they are asked for.</summary>
    public static IReadOnlyList<StarterChoice> All { get; } =
    [
        new(
            "contributors",
            "How many people give data on the first day?",
            "a whole number from 1 to 1000000",
            one => one.Contributors,
            (one, value) =>
                value is >= 1 and <= PeopleMax && value == decimal.Truncate(value)
                    ? one with
                    {
                        Contributors = (int)value,
                    }
                    : null
        ),
        new(
            "buyers",
            "How many buy data on the first day?",
            "a whole number from 1 to 1000000",
            one => one.Buyers,
            (one, value) =>
                value is >= 1 and <= PeopleMax && value == decimal.Truncate(value)
                    ? one with
                    {
                        Buyers = (int)value,
                    }
                    : null
        ),
        new(
            "wage",
            "What does a contributor expect to earn, in USD a day?",
            "USD a day above 0, up to 10000",
            one => one.WageUsd,
            (one, value) => value is > 0 and <= WageMax ? one with { WageUsd = value } : null
        ),
        new(
            "fee",
            "What does the market keep of each price, in per cent?",
            "a percentage from 0 to 99",
            one => one.FeePercent,
            (one, value) => value is >= 0 and <= 99 ? one with { FeePercent = value } : null
        ),
        new(
            "burn",
            "How much of that is burned, in per cent?",
            "a percentage from 0 to 100",
            one => one.BurnPercent,
            (one, value) => value is >= 0 and <= 100 ? one with { BurnPercent = value } : null
        ),
    ];

    /// <summary>Who give data on the first day.</summary>
    public int Contributors { get; init; } = 1_000;

    /// <summary>Who buy data on the first day; each orders 0.8 times a day in the mean.</summary>
    public int Buyers { get; init; } = 100;

    /// <summary>USD that a contributor expects to earn in a day, above 0.</summary>
    public decimal WageUsd { get; init; } = 2;

    /// <summary>Of each price, kept by the market; 0 to 99.</summary>
    public decimal FeePercent { get; init; } = 10;

    /// <summary>Of what is kept, burned; 0 to 100. The rest becomes rewards.</summary>
    public decimal BurnPercent { get; init; } = 30;

    /// <summary>The choices with one of them changed; null for a text that does not fit.</summary>
    public StarterChoices? With(StarterChoice choice, string text) =>
        decimal.TryParse(
            text.Trim().TrimEnd('%').TrimEnd(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal value
        )
            ? choice.Set(this, value)
            : null;
}

/// <summary>One thing that can be said about people and fees.</summary>
/// <param name="Name">`contributors`, as an option and in a table have it.</param>
/// <param name="Question">As it is asked.</param>
/// <param name="Limits">What fits, for messages.</param>
/// <param name="Of">Its value.</param>
/// <param name="Set">The choices with another value; null where that does not fit.</param>
public sealed record StarterChoice(
    string Name,
    string Question,
    string Limits,
    Func<StarterChoices, decimal> Of,
    Func<StarterChoices, decimal, StarterChoices?> Set
);
