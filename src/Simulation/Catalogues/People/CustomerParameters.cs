using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How customers of one segment behave on a day.</summary>
internal readonly record struct Segment(
    double Innovation,
    double Imitation,
    double OrdersPerDay,
    double Units,
    double BudgetUsd,
    double TokenShare
);

/// <summary>An offer among which customers choose.</summary>
internal readonly record struct Offer(double PriceUsd, double Quality);

/// <summary>How customers behave on a day.</summary>
internal sealed record CustomerHabit(
    Segment Web2,
    Segment Web3,
    Offer[] Offers,
    double PriceWeight,
    double Dissimilarity,
    double UnitSigma,
    double ChurnHazard,
    double ValueWeight,
    Share MarketFee,
    double ExpectationRate
)
{
    public Segment Of(bool isWeb3) => isWeb3 ? Web3 : Web2;
}

/// <summary>The parameters of `people.customers`.</summary>
internal static class CustomerParameters
{
    /// <summary>What customers choose among; the first two are data that somebody sells.</summary>
    public static readonly string[] Offers = ["here", "rival", "outsource", "build"];

    public static PartKind Kind { get; } =
        new(
            "people.customers",
            "Customers of two segments who adopt along an S-curve and buy here, from a rival, outsource or build.",
            "Bass, Management Science 15 (1969); McFadden (1978); values are assumptions (docs/people/customers.md)",
            [
                new("count", ParameterKind.Count, "Who might ever buy.")
                {
                    Min = 1,
                    Max = 5e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("active", ParameterKind.Count, "Customers before the first day.")
                {
                    Default = "0",
                    Max = 5e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("web3_share", ParameterKind.Share, "Of them in the Web3 segment.")
                {
                    Default = "30 %",
                    IsFixed = true,
                },
                new("money", ParameterKind.Token, "What they pay with; 1 is worth 1 USD.") { IsFixed = true },
                new("sellers", ParameterKind.Part, "Who gets the price less the fee.") { IsFixed = true },
                new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                new("market_fee", ParameterKind.Share, "Of each price, kept as a fee.") { Default = "5 %" },
                new("pool", ParameterKind.Part, "Where those who pay in the token buy it; none unless stated.")
                {
                    Words = Venue.Kinds,
                    Default = "",
                    IsFixed = true,
                },
                new("from", ParameterKind.Part, "Accounts whose conversions arrive as customers.")
                {
                    Words = ["people.accounts"],
                    Default = "",
                    IsFixed = true,
                },
                .. SegmentSpecs(),
                .. OfferSpecs(),
            ]
        )
        {
            Formulas = ["churn_hazard", "here_price", "market_fee", "price_weight"],
            Publishes =
            [
                new("active", "people", "Customers of both segments on the day.") { Scale = PopulationScale.Agents },
                new("orders", "count", "Orders of the day that were made here."),
                new("paid", "money", "Paid here on the day, fees included."),
                new("web2", "people", "Active on the day.")
                {
                    Title = "Web2 customers",
                    Scale = PopulationScale.Agents,
                },
                new("web3", "people", "Active on the day.")
                {
                    Title = "Web3 customers",
                    Scale = PopulationScale.Agents,
                },
                new("penetration", "share", "Who ever adopted."),
                new("payments", "money", "Paid here on the day, fees included."),
                new("token_payments", "money", "Of these by way of the token."),
                new("orders.OFFER", "count", "Orders of the day that chose it."),
                new(
                    "if.OFFER",
                    "USD",
                    "What all that was bought here since the start would have cost at another offer's prices."
                ),
            ],
        };

    public static CustomerHabit Read(Part then)
    {
        Offer[] offers =
        [
            .. Offers.Select(offer => new Offer(then.Number($"{offer}_price"), then.Number($"{offer}_quality"))),
        ];
        return new(
            SegmentOf(then, 0),
            SegmentOf(then, 1),
            offers,
            then.Number("price_weight"),
            then.Number("dissimilarity"),
            then.Number("unit_sigma"),
            then.Number("churn_hazard"),
            then.Number("value_weight"),
            then.Share("market_fee"),
            then.Number(ExpectationSpecs.RateWord)
        );
    }

    private static Segment SegmentOf(Part then, int segment) =>
        new(
            Of(then, "innovation", segment),
            Of(then, "imitation", segment),
            Of(then, "orders_per_day", segment),
            Of(then, "units", segment),
            Of(then, "budget", segment),
            then.Settings["pool"].Values.Count == 0 ? 0 : Of(then, "pays_in_token", segment)
        );

    private static double Of(Part then, string parameter, int segment)
    {
        IReadOnlyList<SettingValue> values = then.List(parameter);
        return values.Count switch
        {
            1 => (double)values[0].Number,
            2 => (double)values[segment].Number,
            _ => throw new ArgumentException(
                $"{parameter} has {values.Count} values: write one, or one each for Web2 and Web3"
            ),
        };
    }

    private static ParameterSpec[] SegmentSpecs() =>
        [
            new("innovation", ParameterKind.Share, "Adoption per day without others, by segment Web2 and Web3.")
            {
                IsList = true,
                Default = "0.0001",
                Source = "0.03 a year: mean of Sultan, Farley and Lehmann, J. Marketing Research 27 (1990)",
            },
            new("imitation", ParameterKind.Share, "More adoption per day and share that has adopted, by segment.")
            {
                IsList = true,
                Default = "0.001",
                Source = "0.38 a year: mean of Sultan, Farley and Lehmann, J. Marketing Research 27 (1990)",
            },
            new("orders_per_day", ParameterKind.Number, "Orders of a customer per day, by segment.")
            {
                IsList = true,
                Default = "0.1",
                Max = 1_000,
                Scale = PopulationScale.Each,
            },
            new("units", ParameterKind.Number, "Mean units of an order, by segment.")
            {
                IsList = true,
                Default = "1",
                Max = 1e9,
            },
            new("unit_sigma", ParameterKind.Number, "Deviation of the logarithm of units.")
            {
                Default = "0.5",
                Max = 5,
            },
            new(
                "budget",
                ParameterKind.Usd,
                "At most for an order, by segment; units that it does not buy are left out."
            )
            {
                IsList = true,
                Default = "10000 USD",
                Max = 1e12,
            },
            new("pays_in_token", ParameterKind.Share, "Of orders here, by segment; the token is bought in the pool.")
            {
                IsList = true,
                Default = "0",
            },
            new("churn_hazard", ParameterKind.Share, "Probability per day that a customer stops; one may come back.")
            {
                Default = "0.2 %",
            },
        ];

    private static ParameterSpec[] OfferSpecs() =>
        [
            Price("here", "10 USD"),
            Price("rival", "10 USD"),
            Price("outsource", "20 USD"),
            Price("build", "40 USD"),
            Quality("here", "0"),
            Quality("rival", "-1000"),
            Quality("outsource", "0"),
            Quality("build", "0"),
            new("price_weight", ParameterKind.Number, "Utility lost per unit of ln(price).")
            {
                Default = "2",
                Max = 50,
            },
            new(
                "dissimilarity",
                ParameterKind.Number,
                "λ of the nests: 1 none, lower for closer substitutes within one."
            )
            {
                Default = "0.7",
                Min = 0.01,
                Max = 1,
            },
            new("data", ParameterKind.Part, "A value of data that moves price and quality here.")
            {
                Words = ["data.value"],
                Default = "",
                IsFixed = true,
            },
            new("value_weight", ParameterKind.Number, "Utility per unit of ln(value of data, 1 at the start).")
            {
                Default = "1",
                Max = 50,
            },
            .. ExpectationSpecs.Additions(
                "Of prices, by which they choose: an average, today's, or what is announced for the days to come."
            ),
        ];

    private static ParameterSpec Price(string offer, string value) =>
        new($"{offer}_price", ParameterKind.Usd, $"Of a unit, for the offer '{offer}'.")
        {
            Default = value,
            Min = 1e-6,
            Max = 1e9,
        };

    private static ParameterSpec Quality(string offer, string value) =>
        new(
            $"{offer}_quality",
            ParameterKind.Number,
            $"Utility of the offer '{offer}' besides its price; -1000: absent."
        )
        {
            Default = value,
            Min = -1_000,
            Max = 1_000,
        };
}
