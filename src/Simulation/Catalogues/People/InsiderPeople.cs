using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How insiders behave on a day.</summary>
internal readonly record struct InsiderHabit(double Hazard, Share Share, PriceTerms Price, double Anticipation);

/// <summary>`people.insiders`: holders who now and then sell a share of what they have.</summary>
internal sealed class InsiderPeople : Component
{
    private readonly Population _population;
    private readonly Dial<InsiderHabit> _habit;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.insiders",
                "Beneficiaries of vesting and other holders, each of whom sells a share of its balance at a constant hazard.",
                "ours, MODELLED (docs/ASSUMPTIONS.md)",
                [
                    new("count", ParameterKind.Count, "How many.")
                    {
                        Default = "20",
                        Min = 1,
                        Max = 1e6,
                        IsFixed = true,
                        Scale = PopulationScale.Agents,
                    },
                    new("pool", ParameterKind.Part, "Where they sell.") { Words = Venue.Kinds, IsFixed = true },
                    new("balance", ParameterKind.Tokens, "What they hold together before the first day.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("sell_hazard", ParameterKind.Share, "Probability per day that one sells.")
                    {
                        Default = "0.0333333333333",
                    },
                    new("sell_share", ParameterKind.Share, "Of the balance that a sale sells.") { Default = "25 %" },
                    .. PriceOutlook.Additions,
                    PriceOutlook.Anticipation,
                ]
            )
            {
                Formulas = ["sell_hazard", "sell_share"],
                Publishes = [new("sold", "token", "Offered since the start.")],
            },
            (assembly, part) => new InsiderPeople(assembly, part)
        );

    private InsiderPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _population = Model.Population(Name, part.Count("count"));
        Inlet = Model.Accounts(_population, AccountKind.Wallet);
        _habit = Dial(then => new InsiderHabit(
            then.Number("sell_hazard"),
            then.Share("sell_share"),
            PriceOutlook.Read(then),
            then.Number("anticipation")
        ));
    }

    public override AccountGroup Inlet { get; }

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        Holdings tokens = Held(pool.Token, Inlet);
        Shortlist sales = Model.Shortlist(_population, "sales");
        Amount sold = Model.Amount($"{Name}.sold", 0);
        if (Has("balance"))
        {
            RequireToken("balance", pool.Token);
            Open("balance", tokens, AmountOf("balance"));
        }

        PriceOutlook outlook = new(
            ExpectationSpecs.ModeOf(Part),
            pool,
            Assembly.UnlocksOf(pool.Token),
            Model.Signal($"{Name}.expected_price", 0)
        );
        Model.Add(new InsiderChoice(this, _habit, outlook, pool, tokens, sales, sold));
        pool.Add(new PoolSeller(sales, Worth: null, tokens, Held(pool.Money, Inlet)));
        Show("sold", pool.Token, sold);
    }
}
