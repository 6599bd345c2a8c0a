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
        foreach ((string name, decimal weight) in blueprint.Weights.Where(one => one.Value != 1))
        {
            if (ReasonToStay(blueprint, blueprint.Find(name)!, weight) is { } reason)
            {
                sampled.Add(new SampledPart(name, weight, reason));
            }
            else
            {
                weights.Remove(name);
            }
        }

        Blueprint leaving = blueprint with
        {
            Weights = blueprint.Weights.Where(one => !weights.ContainsKey(one.Key)).ToDictionary(),
        };
        List<Part> parts = [.. blueprint.Parts.Select(part => Grown(part, leaving.WeightOf(part), errors))];

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
                    blueprint.Find(change.Part) is { } part
                        ? change with
                        {
                            Setting = Grown(change.Path, change.Setting, leaving.WeightOf(part), errors),
                        }
                        : change
                ),
            ];
    }

    private static string? ReasonToStay(Blueprint blueprint, Part part, decimal weight)
    {
        if (blueprint.Parts.FirstOrDefault(one => Named(one, PopulationScale.Keeps).Contains(part.Name)) is { } keeper)
        {
            return $"{keeper.Name}.{keeper.Kind.Parameters.First(Keeps).Name} hangs on how many they are";
        }

        if (part.Kind.Parameters.All(spec => spec.Scale != PopulationScale.Agents))
        {
            return $"{part.Kind.Name} has no full size";
        }

        foreach (Part one in blueprint.Parts.Where(one => one == part || Shares(one, part)))
        {
            if (one.Settings.Values.FirstOrDefault(IsScaledFormula) is { } formula)
            {
                return $"{one.Name}.{formula.Spec.Name} is a formula";
            }
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

        static bool Keeps(ParameterSpec spec) => spec.Scale == PopulationScale.Keeps;
        static bool Shares(Part one, Part part) => Named(one, PopulationScale.Shares).Contains(part.Name);
        static bool IsScaledFormula(Setting setting) =>
            setting is { Formula: not null, Spec.Scale: PopulationScale.Agents or PopulationScale.Each };
    }

    // Names in parameters of a scale; of one that names nobody, those whose weight the part shares.
    internal static IEnumerable<string> Named(Part part, PopulationScale scale) =>
        part
            .Settings.Values.Where(setting => setting.Spec.Scale == scale && setting.Values.Count > 0)
            .SelectMany(setting =>
                setting.Spec.Kind == ParameterKind.Part
                    ? setting.Values.Select(value => value.Text)
                    : Named(part, PopulationScale.Shares)
            )
            .Where(name => name.Length > 0);

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
