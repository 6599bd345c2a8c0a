using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Measures;

/// <summary>`measure.axes`: power, decentralisation and transparency, each between 0 and 1.</summary>
internal sealed class AxesMeasure : Component
{
    private readonly Signal _power;
    private readonly Signal _spread;
    private Holdings? _holdings;
    private double _peopleAnAgent = 1;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "measure.axes",
                "Scores a scenario on three axes: power, decentralisation, transparency.",
                "ours, MODELLED (docs/people/axes.md)",
                [
                    new("power_of", ParameterKind.Text, "A published number that is the capacity to compute.")
                    {
                        IsFixed = true,
                    },
                    new("reference", ParameterKind.Number, "Of it, at which power scores one half.")
                    {
                        Min = 1e-9,
                        IsFixed = true,
                    },
                    new("holders", ParameterKind.Part, "Among whom power over the network is spread.")
                    {
                        IsFixed = true,
                    },
                    new("token", ParameterKind.Token, "By which it is.") { IsFixed = true },
                    new("open_code", ParameterKind.Share, "Of the code, open to read.") { Default = "0" },
                    new("open_data", ParameterKind.Share, "Of data, with a public origin.") { Default = "0" },
                    new("on_chain", ParameterKind.Share, "Of decisions and payments, recorded on chain.")
                    {
                        Default = "0",
                    },
                ]
            )
            {
                Publishes =
                [
                    new("power", "share", "x / (x + reference)."),
                    new("decentralisation", "share", "1 less the Herfindahl index of holdings, person by person."),
                    new("transparency", "share", "Mean of open code, open data and records on chain."),
                ],
            },
            (assembly, part) => new AxesMeasure(assembly, part)
        );

    private AxesMeasure(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _power = Model.Signal($"{Name}.power", 0);
        _spread = Model.Signal($"{Name}.spread", 0);
    }

    public override void Connect()
    {
        _holdings = Held(TokenOf("token"), WalletsOf("holders", Part.Word("holders")));
        _peopleAnAgent = (double)Assembly.Blueprint.WeightOf(Other("holders").Part);
        Dial<double> transparency = Dial(then =>
            (then.Number("open_code") + then.Number("open_data") + then.Number("on_chain")) / 3
        );
        Signal open = Model.Signal($"{Name}.open", transparency.AtStart);
        Rule(
            "transparency",
            Phase.Record,
            touches => touches.Writes(open),
            step => open.Value = transparency.At(step.Index)
        );
        Show("power", _power);
        Show("decentralisation", _spread);
        Show("transparency", open);
    }

    public override void Resolve()
    {
        string name = Part.Word("power_of");
        Publication power = Assembly.Published.Units().ContainsKey(name)
            ? Assembly.Published.Find(name)
            : throw new ArgumentException($"power_of is '{name}', which no part publishes");
        double reference = Part.Number("reference");
        Rule(
            "",
            Phase.Record,
            touches => touches.Reads([_holdings!, .. power.Slots]).Writes(_power, _spread),
            _ =>
            {
                double value = Math.Max(0, power.Number());
                _power.Value = value / (value + reference);
                _spread.Value = Spread(_holdings!.Balances, _peopleAnAgent);
            }
        );
    }

    /// <summary>1 − Σ shares²: 0 when one has everything or nobody anything, 1 − 1/n when n have the same.</summary>
    /// <param name="people">For how many each balance stands, who have the same.</param>
    internal static double Spread(ReadOnlySpan<Int128> balances, double people = 1)
    {
        Int128 total = 0;
        foreach (Int128 balance in balances)
        {
            total += balance;
        }

        double sum = 0;
        foreach (Int128 balance in balances)
        {
            double share = total == 0 ? 0 : (double)balance / (double)total;
            sum += share * share;
        }

        return total == 0 ? 0 : 1 - (sum / people);
    }
}
