using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Traits of annotators and what they do on a day.</summary>
internal sealed class AnnotatorWork(Model model, Population agents, string name, int types)
{
    /// <summary>USD that one unit of weight stands for.</summary>
    public const double WeightUsd = 0.0001;

    /// <summary>Reservation wages, USD per hour.</summary>
    public Column<double> Asked { get; } = model.Column<double>(agents, "asked");

    /// <summary>Uniform traits: below the target share, one has a target.</summary>
    public Column<double> Targets { get; } = model.Column<double>(agents, "target");

    /// <summary>Quality without effort.</summary>
    public Column<double> Abilities { get; } = model.Column<double>(agents, "ability");

    public Column<bool> IsActive { get; } = model.Column<bool>(agents, "is_active", false);

    /// <summary>Offered today.</summary>
    public Column<uint> Minutes { get; } = model.Column<uint>(agents, "minutes", 0);

    /// <summary>Tasks accepted so far.</summary>
    public Column<uint> Given { get; } = model.Column<uint>(agents, "given", 0);

    /// <summary>What each is owed for today, in <see cref="WeightUsd"/>.</summary>
    public Column<uint> Weights { get; } = model.Column<uint>(agents, "weight", 0);

    public Counter ActiveCount { get; } = model.Counter($"{name}.active_count", 0);

    public Signal Hours { get; } = model.Signal($"{name}.hours", 0);

    public Counter Accepted { get; } = model.Counter($"{name}.accepted_count", 0);

    /// <summary>Of accepted tasks; 0 where there are none.</summary>
    public Signal MeanQuality { get; } = model.Signal($"{name}.mean_quality", 0);

    public Signal OwedUsd { get; } = model.Signal($"{name}.owed", 0);

    /// <summary>Tasks done today, by type.</summary>
    public Counter[] Done { get; } =
    [.. Enumerable.Range(0, types).Select(type => model.Counter($"{name}.done_{type}", 0))];

    public void Draw(RandomStream random, Part part, Signal wage, AnnotatorHabit habit)
    {
        double median = AnnotatorParameters.MedianPerHour(part);
        double sigma = part.Number("wage_sigma");
        double mean = part.Number("ability_mean");
        double spread = part.Number("ability_sigma");
        for (int agent = 0; agent < Asked.Span.Length; agent++)
        {
            RandomBlock wages = random.Draw(DrawKind.WorkerTraits, agent, 0);
            Asked[agent] = Distribution.Lognormal(wages.First, median, sigma);
            Targets[agent] = wages.Second;
            double ability = Distribution.Normal(random.Draw(DrawKind.WorkerTraits, agent, 0, 1).First);
            Abilities[agent] = Math.Clamp(mean + (spread * ability), 0, 1);
        }

        wage.Value = habit.WageMax;
    }
}
