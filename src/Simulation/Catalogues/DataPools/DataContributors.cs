using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataPools;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Catalogues.DataPools;

/// <summary>`datapool.contributors`: people with data points who stake a part of them in buyers' pools.</summary>
internal sealed class DataContributors : Component, IContributors
{
    private readonly DataStakeRule _rule;

    public static CatalogueEntry Entry { get; } =
        new(DataContributorParameters.Kind, (assembly, part) => new DataContributors(assembly, part));

    private DataContributors(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Types = [.. part.List("types").Select(type => type.Text)];
        Agents = Model.Population(Name, part.Count("count"));
        Wallets = Model.Accounts(Agents, AccountKind.Wallet);
        GivenUnits = Model.Column<uint>(Agents, "given_units", 0);
        _rule = new DataStakeRule(this, Dial(Read), Ledger);
    }

    public override AccountGroup Inlet => Wallets;

    public Population Agents { get; }

    public override AccountGroup Wallets { get; }

    /// <summary>Data points accepted from each so far, of all types.</summary>
    public Column<uint> GivenUnits { get; }

    /// <summary>Names of data types; pools give a reward for each.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The pools in which their data lie.</summary>
    public DataPoolBook Book => _rule.Book;

    /// <summary>The rule that moves data and rewards, for others to run after.</summary>
    public string RuleName => _rule.Name;

    /// <summary>Adds a pool.</summary>
    /// <returns>Its index in the book.</returns>
    public int Add(OfferedPool pool) => _rule.Add(pool);

    public override void Connect()
    {
        int[] points = ByType(Part, "points");
        double sigma = Part.Number("points_sigma");
        Rule(
            "points",
            Phase.Start,
            touches => touches.Writes(GivenUnits),
            step => DrawPoints(Luck(step.Random), points, sigma)
        );
        Model.Add(_rule);
        Show("consenting", () => _rule.ConsentingCount, GivenUnits);
        Show("free", () => _rule.Free(), GivenUnits);
        Show("positions", () => Book.PositionCount, GivenUnits);
    }

    private void DrawPoints(RandomStream random, int[] points, double sigma)
    {
        GivenUnits.Span.Clear();
        for (int type = 0; type < points.Length; type++)
        {
            Span<long> free = _rule.Holdings.OfType(type);
            for (int agent = 0; agent < free.Length; agent++)
            {
                double uniform = random.Draw(DrawKind.ContributorTraits, agent, step: 0, draw: type).First;
                // Rounded down to whole data points.
                free[agent] =
                    sigma == 0
                        ? points[type]
                        : (long)(points[type] * Distribution.LognormalWithMeanOne(uniform, sigma));
                GivenUnits[agent] = checked(GivenUnits[agent] + (uint)free[agent]);
            }
        }
    }

    private DataHabit Read(Part then) =>
        new(
            then.Share("share"),
            then.Days("every"),
            then.List("consent").Count > 0 ? then.Days("consent") : null,
            then.Number("revoke_hazard"),
            ByType(then, "points_per_day")
        );

    // One value holds for every type.
    private int[] ByType(Part then, string parameter)
    {
        int[] values = [.. then.List(parameter).Select(value => (int)value.Number)];
        return values.Length == Types.Count ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], Types.Count)]
            : throw new ArgumentException(
                $"{parameter} has {values.Length} values for {Types.Count} types: write one, or one for each type"
            );
    }
}
