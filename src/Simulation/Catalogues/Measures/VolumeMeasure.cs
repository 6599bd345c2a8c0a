using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Measures;

/// <summary>`measure.volume`: which volume is use, which is speculation, and which is nothing.</summary>
internal sealed class VolumeMeasure : Component
{
    private readonly Signal _gross;
    private readonly Signal _adjusted;
    private readonly Signal _speculative;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "measure.volume",
                "Splits volume into use and speculation, and takes out what buyers paid to themselves.",
                "ours, MODELLED (docs/people/volume.md)",
                [
                    new("use", ParameterKind.Part, "Who buys data or services.") { IsList = true, IsFixed = true },
                    new("speculation", ParameterKind.Part, "Who trades the token.")
                    {
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("gmv", "USD", "All that is paid for use on the day.") { Title = "GMV" },
                    new("adjusted_gmv", "USD", "Without what buyers paid to themselves.") { Title = "adjusted GMV" },
                    new("speculation", "USD", "Traded on the day by those who speculate."),
                    new("use_share", "share", "Adjusted GMV of it and speculation; 1 without any.")
                    {
                        Title = "share of use",
                    },
                ],
            },
            (assembly, part) => new VolumeMeasure(assembly, part)
        );

    private VolumeMeasure(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _gross = Model.Signal($"{Name}.gross", 0);
        _adjusted = Model.Signal($"{Name}.adjusted", 0);
        _speculative = Model.Signal($"{Name}.speculative", 0);
    }

    public override void Connect()
    {
        ITurnover[] use = Parts("use");
        ITurnover[] speculation = Parts("speculation");
        ITurnover[] all = [.. use, .. speculation];
        Rule(
            "",
            Phase.Record,
            touches =>
            {
                foreach (Venue venue in all.SelectMany(part => Venues(part.TurnoverToken)).Distinct())
                {
                    venue.DeclarePrice(touches);
                }

                touches
                    .Reads([.. all.SelectMany(part => part.TurnoverSlots).Distinct()])
                    .Writes(_gross, _adjusted, _speculative);
            },
            step =>
            {
                double Usd(ITurnover part, Int128 amount) => InUsd(part.TurnoverToken, amount, step.Index);
                _gross.Value = use.Sum(part => Usd(part, part.Turnover));
                _adjusted.Value = use.Sum(part => Usd(part, part.Turnover - part.SelfDealt));
                _speculative.Value = speculation.Sum(part => Usd(part, part.Turnover));
            }
        );
        Show("gmv", _gross);
        Show("adjusted_gmv", _adjusted);
        Show("speculation", _speculative);
        Show("use_share", () => UseShare, _adjusted, _speculative);
    }

    // What is paid in a token that a pool trades counts at that pool's price of the day, the first in the file; the rest is money.
    private double InUsd(Token token, Int128 amount, int day)
    {
        double usd = BaseUnits.ToNumber(amount, token.Decimals);
        foreach (Venue venue in Venues(token))
        {
            usd *= venue.PriceAt(day);
        }

        return usd;
    }

    private IEnumerable<Venue> Venues(Token token)
    {
        HashSet<Token> seen = [];
        while (
            seen.Add(token)
            && Assembly.Components.OfType<Venue>().FirstOrDefault(one => one.Token == token) is { } venue
        )
        {
            yield return venue;
            token = venue.Money;
        }
    }

    private double UseShare =>
        _adjusted.Value + _speculative.Value == 0 ? 1 : _adjusted.Value / (_adjusted.Value + _speculative.Value);

    private ITurnover[] Parts(string parameter) =>
        [
            .. Part.List(parameter)
                .Select(value =>
                    Assembly.Find(value.Text) as ITurnover
                    ?? throw new ArgumentException($"{parameter} has {value.Text}, which shows no volume")
                ),
        ];
}
