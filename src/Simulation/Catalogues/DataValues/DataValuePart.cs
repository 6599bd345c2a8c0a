using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.DataValues;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.DataValues;

/// <summary>`data.value`: what the data of contributors are worth to buyers, and how scarce they are.</summary>
internal sealed class DataValuePart : Component
{
    private readonly Dial<DataValueHabit> _habit;
    private readonly Signal _volume;
    private readonly Signal _demand;
    private readonly Signal _supply;
    private readonly long[] _units;
    private Publication? _quality;

    public static CatalogueEntry Entry { get; } =
        new(DataValueParameters.Kind, (assembly, part) => new DataValuePart(assembly, part));

    private DataValuePart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(DataValueParameters.Read);
        _units = new long[part.Count("sources")];
        Index = Model.Signal($"{Name}.index", 1);
        Premium = Model.Signal($"{Name}.premium", 1);
        Diversity = Model.Signal($"{Name}.diversity", 0);
        Coverage = Model.Signal($"{Name}.coverage", 0);
        Scarcity = Model.Signal($"{Name}.scarcity", 0);
        _volume = Model.Signal($"{Name}.volume", 0);
        _demand = Model.Signal($"{Name}.demand", 0);
        _supply = Model.Signal($"{Name}.supply", 0);
    }

    /// <summary>Value of all data given so far.</summary>
    public Signal Index { get; }

    /// <summary>What attributes multiply the price by.</summary>
    public Signal Premium { get; }

    public Signal Diversity { get; }

    public Signal Coverage { get; }

    public Signal Scarcity { get; }

    /// <summary>What a rule declares that prices data by it.</summary>
    public Slot[] Outputs => [Index, Premium];

    public override void Connect()
    {
        IContributors people = (IContributors)Other("contributors");
        Column<byte> sources = Model.Column<byte>(people.Agents, $"{Name}.source");
        Counter? usage = Has("buyers")
            ? Other("buyers").Usage
                ?? throw new ArgumentException($"buyers is {Part.Word("buyers")}, which counts no orders")
            : null;
        Rule("sources", Phase.Start, touches => touches.Writes(sources), step => Draw(Luck(step.Random), sources.Span));
        Rule(
            "",
            Phase.Observe,
            touches =>
                touches
                    .Reads(sources)
                    .ReadsYesterday(people.GivenUnits)
                    .ReadsYesterday([.. usage is null ? Array.Empty<Slot>() : [usage]])
                    .ReadsYesterday([.. _quality?.Slots ?? []])
                    .Updates(_volume, _demand, _supply)
                    .Writes(Index, Premium, Diversity, Coverage, Scarcity),
            step => Value(_habit.At(step.Index), people.GivenUnits.Span, sources.Span, usage?.Value ?? 0)
        );
        Show("index", Index);
        Publish("volume", () => _volume.Value, _volume);
        Show("premium", Premium);
        Show("diversity", Diversity);
        Show("coverage", Coverage);
        Show("scarcity", Scarcity);
    }

    public override void Resolve()
    {
        if (Has("quality_of"))
        {
            string name = Part.Word("quality_of");
            _quality = Assembly.Published.Units().ContainsKey(name)
                ? Assembly.Published.Find(name)
                : throw new ArgumentException($"quality_of is '{name}', which no part publishes");
        }
    }

    private void Draw(RandomStream random, Span<byte> sources)
    {
        double[] weights = new double[_units.Length];
        for (int source = 0; source < weights.Length; source++)
        {
            weights[source] = DeterministicMath.Pow(source + 1, -Part.Number("source_exponent"));
        }

        Numerics.Distributions.CumulativeWeights table = new(weights);
        for (int agent = 0; agent < sources.Length; agent++)
        {
            sources[agent] = (byte)table.At(random.Draw(DrawKind.SourceTraits, agent, 0).First);
        }
    }

    private void Value(DataValueHabit today, ReadOnlySpan<uint> given, ReadOnlySpan<byte> sources, long orders)
    {
        Array.Clear(_units);
        (long volume, int givers) = (0, 0);
        for (int agent = 0; agent < given.Length; agent++)
        {
            _units[sources[agent]] += given[agent];
            volume += given[agent];
            givers += given[agent] > 0 ? 1 : 0;
        }

        double quality = Math.Clamp(_quality?.Exact().ToNumber() ?? today.Quality, 0, 1);
        double spread = given.Length == 0 ? 0 : (double)givers / given.Length;
        Diversity.Value = DataValue.Diversity(_units);
        Coverage.Value = DataValue.Coverage(_units);
        Index.Value = DataValue.Of(volume, spread, Diversity.Value, quality, today.Value);
        Premium.Value = DataValue.Premium(today.Exclusivity, quality, today.Verification, today.Premium);
        _demand.Value += today.Smoothing * ((orders * today.UnitsPerOrder) - _demand.Value);
        _supply.Value += today.Smoothing * (volume - _volume.Value - _supply.Value);
        _volume.Value = volume;
        Scarcity.Value = DataValue.Scarcity(_demand.Value, Math.Max(0, _supply.Value));
    }
}
