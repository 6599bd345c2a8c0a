using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>How agents make their quotes.</summary>
internal enum Bidding
{
    /// <summary>They learn from each price that is called out, at rates of their own.</summary>
    Adaptive,

    /// <summary>They follow the last price at once.</summary>
    Myopic,

    /// <summary>They know all costs and values and quote the competitive price.</summary>
    Perfect,

    /// <summary>They learn nothing and bid at random within their limits.</summary>
    Random,
}

/// <summary>What an exchange is like on a day; amounts in base units.</summary>
/// <param name="Costs">Of a unit that one sells, by pair of agents, in turn.</param>
/// <param name="Values">Of a unit that one buys, likewise.</param>
internal sealed record ExchangeTerms(int Shouts, double[] Costs, double[] Values, double Step)
{
    public double LimitOf(int agent, bool isSeller)
    {
        double[] limits = isSeller ? Costs : Values;
        return limits[agent / 2 % limits.Length];
    }
}

/// <summary>The parameters of `agents.exchange`.</summary>
internal static class ExchangeParameters
{
    private static readonly string[] s_modes = ["adaptive", "myopic", "perfect", "random"];

    public static PartKind Kind { get; } =
        new(
            "agents.exchange",
            "Autonomous agents who sell data to each other and learn what to bid from the prices that are called out.",
            "Cliff, HP Laboratories HPL-97-91 (1997); Gode and Sunder, J. Political Economy 101 (1993) (docs/people/agents.md)",
            [
                new(
                    "agents",
                    ParameterKind.Part,
                    "Whose accounts trade: half of them sell on one day and buy on the next."
                )
                {
                    Scale = PopulationScale.Shares,
                    IsFixed = true,
                },
                new(
                    "costs",
                    ParameterKind.Tokens,
                    "The least that a unit of data is sold for, by pair of agents, in turn."
                )
                {
                    Scale = PopulationScale.Each,
                    IsList = true,
                },
                new("values", ParameterKind.Tokens, "The most that it is bought for, by pair of agents, in turn.")
                {
                    Scale = PopulationScale.Each,
                    IsList = true,
                },
                new("shouts", ParameterKind.Count, "Prices called out per agent and day; each trades at most one unit.")
                {
                    Default = "10",
                    Max = 1_000,
                },
                new("bids", ParameterKind.Word, "How quotes are made: three modes of expectation, and none at all.")
                {
                    Words = s_modes,
                    Default = "adaptive",
                    IsFixed = true,
                },
                new("step", ParameterKind.Share, "By how much quotes aim beyond the last price, at most.")
                {
                    Default = "5 %",
                    Source = "Cliff, HPL-97-91, as read in his BristolStockExchange",
                },
            ]
        )
        {
            Publishes =
            [
                new("price", "token", "Mean of the day's trades; the last one on days without.")
                {
                    Title = "price of data",
                    Scale = PopulationScale.Each,
                },
                new("competitive", "token", "Where costs and values of the day meet.")
                {
                    Title = "competitive price",
                    Scale = PopulationScale.Each,
                },
                new("efficiency", "share", "Of what could be gained on the day, gained."),
                new("traded", "count", "Units since the start.") { Scale = PopulationScale.Agents },
                new("paid", "token", "Paid for them since the start."),
            ],
        };

    public static Bidding BiddingOf(Part part) => (Bidding)Array.IndexOf(s_modes, part.Word("bids"));

    /// <exception cref="ArgumentException">Two tokens, or a price of nothing.</exception>
    public static ExchangeTerms Read(Part then, string symbol, int decimals)
    {
        double[] Of(string parameter) =>
            [
                .. then.List(parameter)
                    .Select(value =>
                        value.Text == symbol && value.Number > 0
                            ? (double)QuantityText.BaseUnits(value.Number, decimals)
                            : throw new ArgumentException($"{parameter} has to be above zero and all in {symbol}")
                    ),
            ];
        return new(then.Count("shouts"), Of("costs"), Of("values"), then.Number("step"));
    }
}
