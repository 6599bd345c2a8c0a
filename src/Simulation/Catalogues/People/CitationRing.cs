using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Catalogues.Royalties;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.citation_ring`: makers of an asset who name works of their own as its parts, and so divert royalties.</summary>
internal sealed class CitationRing : AdversaryPeople, ICiting
{
    private readonly Dial<(double Citations, double PriceUsd, double Found)> _habit;
    private readonly Counter _registered;
    private Holdings? _purse;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "people.citation_ring",
                "Makers of an asset who name empty works of their own as its parts, which divert royalties from those it is made of.",
                "ours, MODELLED; a contest after Tullock (1980) (docs/people/adversaries.md)",
                [
                    Balance,
                    new("graph", ParameterKind.Part, "Whose royalties they play for.")
                    {
                        Words = [RoyaltyParameters.KindName],
                        IsFixed = true,
                    },
                    new("asset", ParameterKind.Text, "The listed asset that names their works.") { IsFixed = true },
                    new(
                        "citations",
                        ParameterKind.Number,
                        "Works of their own that it names, each with the weight of one; none ever leaves."
                    )
                    {
                        Max = 1e9,
                    },
                    new("citation_cost", ParameterKind.Usd, "Of registering one work.") { Max = 1e9 },
                    new("fees", ParameterKind.Part, "Who is paid for that.") { IsFixed = true },
                    new("found", ParameterKind.Share, "Of their works, that are found out and struck off per day.")
                    {
                        Default = "0",
                    },
                    RewardPool,
                ]
            )
            {
                Publishes =
                [
                    new("diverted", "token", "Royalties of their works since the start."),
                    new("citations", "count", "Works of theirs that the asset names on the day."),
                ],
            },
            (assembly, part) => new CitationRing(assembly, part)
        );

    private CitationRing(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Citations = Model.Counter($"{Name}.citations", 0);
        Diverted = Model.Amount($"{Name}.diverted", 0);
        _registered = Model.Counter($"{Name}.registered", 0);
        _habit = Dial(then => (then.Number("citations"), then.Number("citation_cost"), then.Number("found")));
    }

    public int Asset => Graph.Assets.Find("asset", Part.List("asset")[0].Text);

    public Counter Citations { get; }

    public Amount Diverted { get; }

    Holdings ICiting.Purse => _purse ??= Held(Graph.Token, Inlet);

    private RoyaltyGraph Graph => (RoyaltyGraph)Other("graph");

    protected override void Arm()
    {
        Graph.Rings.Add(this);
        _ = Asset;
        Holdings fees = Held(Money, OnePayeeOf("fees", Money));
        Holdings own = Held(Graph.Token, Inlet);
        Venue? pool = PoolOf();
        Rule(
            "",
            Phase.Clear,
            touches =>
            {
                touches.Updates(Purse, Cost, Citations, _registered);
                touches.Adds(fees);
                if (pool is not null)
                {
                    pool.DeclareSwap(touches);
                    touches.Updates(own);
                }
            },
            step =>
            {
                Register(fees, step.Index);
                // What came at the close of yesterday.
                if (pool is not null)
                {
                    SellAll(pool, own, step.Index);
                }
            }
        );
        Show("diverted", Graph.Token, Diverted);
        Show("citations", Citations);
    }

    // As many as the purse is good for; what is found out is not made anew.
    private void Register(Holdings fees, int day)
    {
        (double wanted, double priceUsd, double found) = _habit.At(day);
        Int128 price = Units(priceUsd);
        long more = Math.Max(0, (long)wanted - _registered.Value);
        more = price > 0 ? (long)Int128.Min(more, Purse.Balance / price) : more;
        Spend(fees, price * more);
        _registered.Value += more;
        Citations.Value = (long)new Share(1 - found).Of(Citations.Value) + more;
    }

    private Venue? PoolOf() =>
        Graph.Token == Money ? null
        : Has("pool") && Other("pool") is Venue venue && venue.Token == Graph.Token && venue.Money == Money ? venue
        : throw new ArgumentException(
            $"royalties are in {Graph.Token.Symbol}: name a pool that trades it for {Money.Symbol}"
        );
}
