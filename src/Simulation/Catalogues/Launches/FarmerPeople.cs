using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>`people.airdrop_farmers`: who gathers points before a snapshot, claims, and sells.</summary>
internal sealed class FarmerPeople : Component
{
    private readonly Dial<FarmerHabit> _habit;

    public static CatalogueEntry Entry { get; } =
        new(FarmerParameters.Kind, (assembly, part) => new FarmerPeople(assembly, part));

    private FarmerPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Agents = Model.Population(Name, part.Count("count"));
        Inlet = Model.Accounts(Agents, AccountKind.Wallet);
        Points = Model.Column<double>(Agents, "points", 0);
        Costs = Model.Column<double>(Agents, "cost");
        IsFarming = Model.Column<bool>(Agents, "is_farming", false);
        FarmingCount = Model.Counter($"{Name}.farming_count", 0);
        AllPoints = Model.Signal($"{Name}.all_points", 0);
        Expected = Model.Signal($"{Name}.expected_worth", 0);
        _habit = Dial(FarmerParameters.Read);
    }

    public override AccountGroup Inlet { get; }

    public Population Agents { get; }

    /// <summary>Gathered by each, whole numbers.</summary>
    public Column<double> Points { get; }

    /// <summary>Of a day of farming, USD.</summary>
    public Column<double> Costs { get; }

    public Column<bool> IsFarming { get; }

    public Counter FarmingCount { get; }

    public Signal AllPoints { get; }

    /// <summary>What a day of farming is thought to be worth, USD.</summary>
    public Signal Expected { get; }

    public override void Connect()
    {
        Venue pool = (Venue)Other("pool");
        AirdropPart drop = (AirdropPart)Other("drop");
        if (drop.Token != pool.Token)
        {
            throw new ArgumentException($"drop gives {drop.Token.Symbol}, and pool trades {pool.Token.Symbol}");
        }

        Holdings tokens = Held(pool.Token, Inlet);
        Shortlist sales = Model.Shortlist(Agents, "sales");
        Amount sold = Model.Amount($"{Name}.sold", 0);
        Rule("draw", Phase.Start, touches => touches.Writes(Costs), step => Draw(Luck(step.Random)));
        Model.Add(new FarmerOutlook(this, drop, pool, _habit));
        Model.Add(new FarmerRule(this, drop, _habit, tokens, sales, sold));
        pool.Add(new PoolSeller(sales, Worth: null, tokens, Held(pool.Money, Inlet)));
        Show("farming", FarmingCount);
        Show("points", AllPoints);
        Show("expected", Expected);
        Show("sold", pool.Token, sold);
    }

    private void Draw(RandomStream random)
    {
        for (int agent = 0; agent < Agents.Count; agent++)
        {
            double uniform = random.Draw(DrawKind.FarmerTraits, agent, 0).First;
            Costs[agent] = Distribution.Lognormal(uniform, Part.Number("cost"), Part.Number("cost_sigma"));
        }
    }
}
