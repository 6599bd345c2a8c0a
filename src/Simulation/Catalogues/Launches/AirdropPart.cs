using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Airdrops;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Days of an airdrop, and how fast it is claimed.</summary>
/// <param name="Closes">First day on which nothing can be claimed.</param>
internal readonly record struct AirdropWindow(int Opens, int Closes, double ClaimHazard);

/// <summary>Who gets points, and what points are worth: in proportion where there are no tiers.</summary>
internal sealed record AirdropPoints(double Median, double Sigma, long Min, IReadOnlyList<AirdropTier> Tiers);

/// <summary>`airdrop`: tokens given to people by their points of a snapshot, which they claim within a window.</summary>
internal sealed class AirdropPart : Component
{
    private readonly AccountGroup _pot;
    private readonly Token _token;
    private readonly AirdropPoints _points;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "airdrop",
                "Gives a pot to people by points, in proportion or in tiers; what is not claimed in time goes back.",
                "ours, MODELLED (docs/mechanisms/airdrop.md)",
                [
                    new("pot", ParameterKind.Tokens, "All that is given.") { IsFixed = true },
                    new("to", ParameterKind.Part, "Who gets it: a part with an account or one per person.")
                    {
                        Scale = PopulationScale.Shares,
                        IsFixed = true,
                    },
                    new("points_median", ParameterKind.Number, "Points of the person in the middle.")
                    {
                        Default = "100",
                        Min = 1,
                        Max = 1e9,
                        IsFixed = true,
                    },
                    new("points_sigma", ParameterKind.Number, "How unequal points are: sigma of their lognormal.")
                    {
                        Default = "1",
                        Max = 5,
                        IsFixed = true,
                    },
                    new("points_min", ParameterKind.Count, "Fewer points get nothing.")
                    {
                        Default = "1",
                        Min = 1,
                        IsFixed = true,
                    },
                    new("tier_points", ParameterKind.Count, "Lowest points of each tier; in proportion unless stated.")
                    {
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                    new("tier_amounts", ParameterKind.Tokens, "For each person in the tier.")
                    {
                        Scale = PopulationScale.Each,
                        IsList = true,
                        Default = "",
                        IsFixed = true,
                    },
                    new("opens", ParameterKind.Date, "First day of claims; the scenario's start unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("window", ParameterKind.Duration, "Whole days in which it can be claimed.")
                    {
                        Default = "3 months",
                        Min = 1,
                        IsFixed = true,
                    },
                    new("claim_hazard", ParameterKind.Share, "Probability per day that someone claims.")
                    {
                        Default = "10 %",
                    },
                    new("unclaimed", ParameterKind.Part, "Who gets the rest.") { IsFixed = true },
                    new("points_from", ParameterKind.Part, "Whose gathered points count; drawn at once unless stated.")
                    {
                        Words = ["people.airdrop_farmers"],
                        Default = "",
                        IsFixed = true,
                        IsAddition = true,
                    },
                ]
            )
            {
                Publishes =
                [
                    new("claimed", "token", "Claimed since the start."),
                    new("returned", "token", "Not claimed in time."),
                    new("open", "token", "Not claimed yet."),
                ],
            },
            (assembly, part) => new AirdropPart(assembly, part)
        );

    private AirdropPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _token = TokenOf("pot");
        _pot = Model.Account(Name, AccountKind.Escrow);
        _points = ReadPoints();
    }

    public Token Token => _token;

    public Int128 Pot => AmountOf("pot");

    /// <summary>The day of the snapshot, which is the first of claims.</summary>
    public int OpenDay => DayOf(Part, "opens");

    public override void Connect()
    {
        Holdings pot = Held(_token, _pot);
        Open("pot", pot, AmountOf("pot"));
        int opens = DayOf(Part, "opens");
        Column<double>? gathered = Gathered();
        Amount claimed = Model.Amount($"{Name}.claimed", 0);
        Amount returned = Model.Amount($"{Name}.returned", 0);
        Model.Add(
            new AirdropRule(
                this,
                Ledger,
                pot,
                Held(_token, PayeeOf("to")),
                Held(_token, OnePayeeOf("unclaimed")),
                (claimed, returned),
                _points,
                gathered,
                Dial(then => new AirdropWindow(opens, opens + then.Days("window"), then.Number("claim_hazard")))
            )
        );
        Show("claimed", _token, claimed);
        Show("returned", _token, returned);
        Show("open", pot);
    }

    private Column<double>? Gathered()
    {
        if (!Has("points_from"))
        {
            return null;
        }

        FarmerPeople farmers = (FarmerPeople)Other("points_from");
        return Part.Word("to") == farmers.Name
            ? farmers.Points
            : throw new ArgumentException(
                $"points_from is {farmers.Name}, and to is {Part.Word("to")}: farmers get their own"
            );
    }

    private AirdropPoints ReadPoints()
    {
        IReadOnlyList<SettingValue> from = Part.List("tier_points");
        IReadOnlyList<SettingValue> amounts = Part.List("tier_amounts");
        if (from.Count != amounts.Count)
        {
            throw new ArgumentException($"tier_amounts has {amounts.Count} values and tier_points has {from.Count}");
        }

        AirdropTier[] tiers =
        [
            .. from.Zip(
                amounts,
                (points, amount) =>
                    new AirdropTier((long)points.Number, QuantityText.BaseUnits(amount.Number, _token.Decimals))
            ),
        ];
        // Asked for nobody, the kernel only checks the order of the tiers.
        _ = AirdropRules.Tiers(AmountOf("pot"), [], tiers);
        return new AirdropPoints(
            Part.Number("points_median"),
            Part.Number("points_sigma"),
            Part.Count("points_min"),
            tiers
        );
    }
}
