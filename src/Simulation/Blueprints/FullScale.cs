using System.Globalization;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Blueprints;

/// <summary>A scenario in which each agent stands for one, made of one whose agents stand for many.</summary>
/// <remarks>
/// What counts agents grows by their weight, what is of each is divided by it, and what all have or do together stays: their
/// balance, their orders a day, the size of an order. So means agree with the sample's but for Monte-Carlo error and rounding,
/// while the luck of single agents averages out as it would among so many.
/// </remarks>
/// <param name="Blueprint">With populations of their true size, and the weights that are left.</param>
/// <param name="Sampled">Parts that stay as they were, and why.</param>
public sealed record FullScale(Blueprint Blueprint, IReadOnlyList<SampledPart> Sampled)
{
    /// <exception cref="ScenarioException">A population that is too large; names path, value and limit.</exception>
    public static FullScale Of(Blueprint blueprint)
    {
        List<SampledPart> sampled = [];
        List<ScenarioError> errors = [];
        Dictionary<string, decimal> weights = new(blueprint.Weights);
        List<Part> parts = [];
        foreach (Part part in blueprint.Parts)
        {
            decimal weight = blueprint.Weights.GetValueOrDefault(part.Name, 1);
            if (weight == 1)
            {
                parts.Add(part);
            }
            else if (ReasonToStay(part, weight) is { } reason)
            {
                sampled.Add(new SampledPart(part.Name, weight, reason));
                parts.Add(part);
            }
            else
            {
                parts.Add(Grown(part, weight, errors));
                weights.Remove(part.Name);
            }
        }

        return errors.Count == 0
            ? new FullScale(
                blueprint with
                {
                    Parts = parts,
                    Weights = weights,
                    Timeline = [.. blueprint.Timeline.Select(one => one with { Changes = OfGrown(one.Changes) })],
                },
                sampled
            )
            : throw new ScenarioException(errors);

        IReadOnlyList<ParameterChange> OfGrown(IReadOnlyList<ParameterChange> changes) =>
            [
                .. changes.Select(change =>
                    blueprint.Weights.TryGetValue(change.Part, out decimal weight) && !weights.ContainsKey(change.Part)
                        ? change with
                        {
                            Setting = Grown(change.Path, change.Setting, weight, errors),
                        }
                        : change
                ),
            ];
    }

    private static string? ReasonToStay(Part part, decimal weight)
    {
        if (part.Kind.Parameters.All(spec => spec.Scale != PopulationScale.Agents))
        {
            return $"{part.Kind.Name} has no full size";
        }

        Setting? odd = part.Settings.Values.FirstOrDefault(setting =>
            setting.Spec is { Scale: PopulationScale.Each, Kind: ParameterKind.Count }
            && setting.Values.Any(value => value.Number % weight != 0)
        );
        return odd is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{odd.Spec.Name} {odd.Values[0].Number:0.##} cannot be divided among {weight:0.##}"
            );
    }

    private static Part Grown(Part part, decimal weight, List<ScenarioError> errors) =>
        part with
        {
            Settings = part.Settings.ToDictionary(
                one => one.Key,
                one => Grown($"{part.Name}.{one.Key}", one.Value, weight, errors)
            ),
        };

    private static Setting Grown(string path, Setting setting, decimal weight, List<ScenarioError> errors)
    {
        decimal factor = setting.Spec.Scale switch
        {
            PopulationScale.Agents => weight,
            PopulationScale.Each => 1 / weight,
            _ => 1,
        };
        Setting grown = factor == 1 ? setting : setting.Times(factor);
        decimal most = grown.Values.Select(value => value.Number).DefaultIfEmpty().Max();
        if (setting.Spec.Scale == PopulationScale.Agents && (double)most > setting.Spec.MaxOfKind)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"is {most:#,0} at full scale, above {setting.Spec.MaxOfKind:#,0}"
            );
            errors.Add(new(path, message, setting.Origin.Line, setting.Origin.Column) { File = setting.Origin.File });
        }

        return grown;
    }
}

/// <summary>A part whose agents go on standing for many.</summary>
/// <param name="Weight">How many each stands for.</param>
/// <param name="Reason">Why it has no full size.</param>
public sealed record SampledPart(string Part, decimal Weight, string Reason);
