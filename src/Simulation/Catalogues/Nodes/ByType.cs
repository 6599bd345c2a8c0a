using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Nodes;

/// <summary>Lists that have one value for all types, or one each.</summary>
internal static class ByType
{
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public static double[] Of(Part then, string parameter, int types)
    {
        IReadOnlyList<SettingValue> values = then.List(parameter);
        return values.Count == 1 || values.Count == types
            ? [.. Enumerable.Range(0, types).Select(type => (double)values[values.Count == 1 ? 0 : type].Number)]
            : throw new ArgumentException(
                $"{parameter} has {values.Count} values: write one, or one for each of {types}"
            );
    }
}
