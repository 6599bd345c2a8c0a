using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <remarks>
/// What a part publishes is listed by its kind, with unit and meaning, so that it can be read about before anything is
/// built. Slots are what whoever reads a quantity has to declare: all that it is computed from, or that changes with it.
/// </remarks>
internal abstract partial class Component
{
    /// <summary>Records an amount day by day, and lets formulas read it as `part.key`.</summary>
    protected void Show(string key, Token token, Amount amount) => Show(key, token, () => amount.Value, amount);

    /// <summary>As above, what one account, or all of a group together, hold.</summary>
    protected void Show(string key, Holdings held) => Show(key, held.Token, () => held.Sum(), held);

    /// <summary>As above, base units that are computed.</summary>
    protected void Show(string key, Token token, Func<Int128> read, params Slot[] slots)
    {
        Model.Metric(SpecOf(key, token.Symbol), token.Decimals, read);
        Assembly.Published.Add(Publication.Of($"{Name}.{key}", token, read, slots));
    }

    /// <summary>As above, a count.</summary>
    protected void Show(string key, Counter counter) => Show(key, () => counter.Value, counter);

    /// <summary>As above, a number in the unit that the kind says.</summary>
    protected void Show(string key, Signal signal) => Show(key, () => signal.Value, signal);

    /// <summary>As above, a number that is computed.</summary>
    protected void Show(string key, Func<double> read, params Slot[] slots) =>
        ShowIn(QuantityOf(key).Unit, key, read, slots);

    /// <summary>As above, in a unit of the scenario, such as that of a price.</summary>
    protected void ShowIn(string unit, string key, Func<double> read, params Slot[] slots)
    {
        Record(unit, key, read);
        PublishIn(unit, key, read, slots);
    }

    /// <summary>Records a number day by day.</summary>
    protected void Record(string unit, string key, Func<double> read)
    {
        double people = PeopleIn(QuantityOf(key));
        Model.Metric(SpecOf(key, unit), () => read() * people);
    }

    /// <summary>Lets formulas read a number as `part.key`, without a series of its own.</summary>
    protected void Publish(string key, Func<double> read, params Slot[] slots) =>
        PublishIn(QuantityOf(key).Unit, key, read, slots);

    /// <summary>As above, an amount in base units.</summary>
    protected void Publish(string key, Token token, Amount amount) => Publish(key, token, () => amount.Value, amount);

    /// <summary>As above, what accounts hold.</summary>
    protected void Publish(string key, Holdings held) => Publish(key, held.Token, () => held.Sum(), held);

    /// <summary>As above, base units that are computed.</summary>
    protected void Publish(string key, Token token, Func<Int128> read, params Slot[] slots)
    {
        _ = QuantityOf(key);
        Assembly.Published.Add(Publication.Of($"{Name}.{key}", token, read, slots));
    }

    /// <summary>As above, a number that depends on the day beside its slots.</summary>
    protected void PublishByDay(string unit, string key, Func<int, double> read, params Slot[] slots)
    {
        double people = PeopleIn(QuantityOf(key));
        (Unit of, double factor) = Assembly.ScaleOf(unit);
        Assembly.Published.AddByDay($"{Name}.{key}", of, day => read(day) * people * factor, slots);
    }

    protected void PublishIn(string unit, string key, Func<double> read, params Slot[] slots)
    {
        double people = PeopleIn(QuantityOf(key));
        (Unit of, double factor) = Assembly.ScaleOf(unit);
        Assembly.Published.Add(Publication.Of($"{Name}.{key}", of, () => read() * people * factor, slots));
    }

    // By what a number of agents is multiplied to be one of people.
    private double PeopleIn(PublishedQuantity quantity) =>
        quantity.Scale switch
        {
            PopulationScale.Agents => (double)Assembly.Blueprint.WeightOf(Part),
            PopulationScale.Each => 1 / (double)Assembly.Blueprint.WeightOf(Part),
            _ => 1,
        };

    private MetricSpec SpecOf(string key, string unit)
    {
        PublishedQuantity quantity = QuantityOf(key);
        return new MetricSpec(
            $"{Name}.{key}",
            $"{Name}: {quantity.Title ?? key.Replace('_', ' ').Replace('.', ' ')}",
            unit,
            PeopleIn(quantity) == 1
                ? quantity.Meaning
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{quantity.Meaning} Of people: an agent stands for {Assembly.Blueprint.WeightOf(Part):0.##}."
                )
        );
    }

    /// <exception cref="InvalidOperationException">The kind does not list it, so nobody could read about it.</exception>
    private PublishedQuantity QuantityOf(string key) =>
        Part.Kind.Publishes.FirstOrDefault(one => one.Key == key)
        ?? Part.Kind.Publishes.FirstOrDefault(one => one.Is(key))
        ?? throw new InvalidOperationException($"{Part.Kind.Name} publishes '{key}' and does not list it.");
}
