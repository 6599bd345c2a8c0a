using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>How agents serve and pay each other on a day.</summary>
/// <param name="Price">Of a request, base units.</param>
internal sealed record ServiceHabit(
    double RequestsPerDay,
    Int128 Price,
    int Helpers,
    Share HelpShare,
    double HelpWeight,
    int Judges,
    Share JudgeShare,
    double Noise,
    bool PaysByScore,
    Share ValidatorShare,
    Share OwnerShare,
    double Pickiness,
    double LearningRate
);

/// <summary>The parameters of `agents.services`.</summary>
internal static class ServiceParameters
{
    public static PartKind Kind { get; } =
        new(
            "agents.services",
            "Agents that answer requests together, judge each other's answers, pay each other, and earn for their owners.",
            "Sutton and Barto (2018), chapter 2; McFadden (1974); ours, MODELLED (docs/people/agents.md)",
            [
                new("count", ParameterKind.Count, "How many agents.")
                {
                    Scale = PopulationScale.Agents,
                    Min = 2,
                    Max = 100_000,
                    IsFixed = true,
                },
                new("clients", ParameterKind.Part, "Who asks and pays, in turn, as long as they have the price.")
                {
                    IsFixed = true,
                },
                new("requests_per_day", ParameterKind.Number, "Mean requests a day.")
                {
                    Scale = PopulationScale.Agents,
                    Max = 10_000,
                },
                new("price", ParameterKind.Tokens, "Of a request.") { Scale = PopulationScale.Each },
                new("owners", ParameterKind.Part, "Who owns the agents, an agent each in turn; nobody unless stated.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("owner_share", ParameterKind.Share, "Of what an agent earned on the day, that its owner is paid.")
                {
                    Default = "0",
                },
                .. WorkSpecs(),
                .. LearningSpecs(),
            ]
        )
        {
            Formulas = ["owner_share", "pickiness", "requests_per_day"],
            Publishes =
            [
                new("served", "count", "Requests since the start.") { Scale = PopulationScale.Agents },
                new("paid", "token", "By clients since the start."),
                new("helped", "token", "Of it to agents that helped others."),
                new("judged", "token", "Of it to agents that judged others."),
                new("validated", "token", "Of it to validators."),
                new("owned", "token", "Paid to owners of agents since the start.") { Title = "fees of owners" },
                new("score", "share", "Mean judgement of the day's answers; the last one on days without."),
                new("best", "share", "Of the day's requests, that went to agents among the best tenth.")
                {
                    Title = "share of the best",
                },
                new("error", "share", "Mean distance between reputations and qualities.")
                {
                    Title = "error of reputations",
                },
            ],
        };

    /// <exception cref="ArgumentException">Shares of more than the whole, or more agents in one request than there are.</exception>
    public static ServiceHabit Read(Part then, int decimals)
    {
        (int helpers, int judges) = (then.Count("helpers"), then.Count("judges"));
        if (helpers + judges >= then.Count("count"))
        {
            throw new ArgumentException(
                $"helpers and judges are {helpers + judges}, which needs more than {then.Count("count")} agents"
            );
        }

        if (then.Number("judge_share") + then.Number("validator_share") > 1)
        {
            throw new ArgumentException("judge_share and validator_share are more than the whole price");
        }

        return new(
            then.Number("requests_per_day"),
            then.BaseUnits("price", decimals),
            helpers,
            then.Share("help_share"),
            helpers == 0 ? 0 : then.Number("help_share"),
            judges,
            then.Share("judge_share"),
            then.Number("noise"),
            then.YesNo("pays_by_score"),
            then.Share("validator_share"),
            then.Share("owner_share"),
            then.Number("pickiness"),
            then.Number("learning_rate")
        );
    }

    private static ParameterSpec[] WorkSpecs() =>
        [
            new("qualities", ParameterKind.Share, "Of agents' work, in turn.")
            {
                IsList = true,
                Default = "0.7",
                IsFixed = true,
            },
            new("quality_sigma", ParameterKind.Number, "Deviation of qualities around these.")
            {
                Default = "0.15",
                Max = 1,
                IsFixed = true,
            },
            new("helpers", ParameterKind.Count, "Other agents that an agent asks for each answer.")
            {
                Default = "2",
                Max = 50,
            },
            new("help_share", ParameterKind.Share, "Of the work that helpers do, and of what it earns.")
            {
                Default = "30 %",
            },
            new("judges", ParameterKind.Count, "Other agents that judge each answer, drawn by lot.")
            {
                Default = "3",
                Max = 50,
            },
            new("judge_share", ParameterKind.Share, "Of the price, to judges in equal parts.") { Default = "5 %" },
            new("noise", ParameterKind.Number, "Deviation of a judgement from what an answer is worth.")
            {
                Default = "0.1",
                Max = 10,
            },
            new(
                "pays_by_score",
                ParameterKind.YesNo,
                "Whether the mean judgement is the share of the rest that is paid."
            )
            {
                Default = "yes",
            },
            new(
                "validators",
                ParameterKind.Part,
                "Who is paid for the blocks that requests are in; nobody unless stated."
            )
            {
                Default = "",
                IsFixed = true,
            },
            new("validator_share", ParameterKind.Share, "Of the price, to validators.") { Default = "0" },
        ];

    private static ParameterSpec[] LearningSpecs() =>
        [
            new("pickiness", ParameterKind.Number, "Weight of reputation in the choice of agents; 0 chooses by lot.")
            {
                Default = "10",
                Max = 500,
            },
            new("learning_rate", ParameterKind.Share, "Of a day's mean score that enters the reputation, if adaptive.")
            {
                Default = "10 %",
            },
            ExpectationSpecs.Mode("What is believed of agents: an average, the last day, or the truth."),
            new("first_reputation", ParameterKind.Share, "Of all before the first day, unless the truth is known.")
            {
                Default = "50 %",
                IsFixed = true,
            },
        ];
}
