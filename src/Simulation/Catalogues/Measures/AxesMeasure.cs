using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Measures;

/// <summary>`measure.axes`: power, decentralisation and transparency, each between 0 and 1, and each only where the scenario has it.
/// </summary>
internal sealed class AxesMeasure : Component
{
    private const string PowerOf = "power_of";
    private const string Reference = "reference";
    private const string Among = "holders";
    private const string By = "token";

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
                    new(PowerOf, ParameterKind.Text, "A published number that is the capacity to compute.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new(Reference, ParameterKind.Number, "Of it, at which power scores one half.")
                    {
                        Default = "",
                        Min = 1e-9,
                        IsFixed = true,
                    },
                    new(Among, ParameterKind.Part, "Among whom power over the network is spread.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new(By, ParameterKind.Token, "By which it is.") { Default = "", IsFixed = true },
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
                    new("power", "share", "x / (x + reference).") { IsOptional = true },
                    new("decentralisation", "share", "1 less the Herfindahl index of holdings, person by person.")
                    {
                        IsOptional = true,
                    },
                    new("transparency", "share", "Mean of open code, open data and records on chain, as stated.")
                    {
                        IsOptional = true,
                    },
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
        Pair(PowerOf, Reference);
        Pair(Among, By);
        if (Has(Among) && Has(By))
        {
            _holdings = Held(TokenOf(By), WalletsOf(Among, Part.Word(Among)));
            _peopleAnAgent = (double)Assembly.Blueprint.WeightOf(Other(Among).Part);
        }

        if (Has(PowerOf))
        {
            Show("power", _power);
        }

        if (_holdings is not null)
        {
            Show("decentralisation", _spread);
        }

        if (Transparency.Said(Part).Any())
        {
            ShowStated();
        }
    }

    private void ShowStated()
    {
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
        Show("transparency", open);
    }

    private void Pair(string one, string other)
    {
        if (Has(one) != Has(other))
        {
            Fail(Has(one) ? one : other, $"{one} and {other} are given together, or neither");
        }
    }

    public override void Resolve()
    {
        if (Has(PowerOf))
        {
            ScorePower();
        }

        if (_holdings is { } holdings)
        {
            Rule(
                "holders",
                Phase.Record,
                touches => touches.Reads(holdings).Writes(_spread),
                _ => _spread.Value = Spread(holdings.Balances, _peopleAnAgent)
            );
        }
    }

    private void ScorePower()
    {
        string name = Part.Word(PowerOf);
        Publication power = Assembly.Published.Units().ContainsKey(name)
            ? Assembly.Published.Find(name)
            : throw new ArgumentException($"{PowerOf} is '{name}', which no part publishes");
        double reference = Part.Number(Reference);
        Rule(
            "",
            Phase.Record,
            touches => touches.Reads([.. power.Slots]).Writes(_power),
            _ =>
            {
                double value = Math.Max(0, power.Number());
                _power.Value = value / (value + reference);
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
