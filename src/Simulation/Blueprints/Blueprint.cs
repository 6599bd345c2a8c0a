using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Blueprints;

/// <summary>A scenario, checked: tokens, parts with all their parameters, and what happens when.</summary>
/// <remarks>Immutable. It comes from files (<see cref="BlueprintReader"/>), and the same content gives the same hash.</remarks>
public sealed record Blueprint
{
    /// <summary>For people; not part of <see cref="Hash"/>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What the scenario is meant to answer.</summary>
    public required string Question { get; init; }

    /// <summary>What it is about, in a few sentences; not part of <see cref="Hash"/>.</summary>
    public string Story { get; init; } = "";

    /// <summary>Keys of the metrics that answer the question; not part of <see cref="Hash"/>.</summary>
    public IReadOnlyList<string> Headline { get; init; } = [];

    /// <summary>Where values come from; not part of <see cref="Hash"/>.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>By part, how many people or firms one of its agents stands for.</summary>
    public IReadOnlyDictionary<string, decimal> Weights { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Day 0.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Simulated days, 1 to 36,525.</summary>
    public required int HorizonDays { get; init; }

    public required IReadOnlyList<TokenDeclaration> Tokens { get; init; }

    public required IReadOnlyList<Part> Parts { get; init; }

    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>The rules that C# files bring along, by the name of the file.</summary>
    public IReadOnlyDictionary<string, RuleCode> Code { get; init; } = new Dictionary<string, RuleCode>();

    /// <summary>SHA-256 over the canonical text, lower-case hexadecimal: formatting, comments, titles and files do not matter.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(BlueprintText.Of(this))));

    /// <summary>Whether replicates differ in parameters and not only in luck.</summary>
    public bool IsUncertain => Parts.Any(part => part.Settings.Values.Any(setting => setting.Spread is not null));

    /// <summary>How many people or firms one of a part's agents stands for, or one of those whose weight it shares.</summary>
    public decimal WeightOf(Part part) =>
        Weights.GetValueOrDefault(FullScale.Named(part, PopulationScale.Shares).SingleOrDefault(part.Name), 1);

    public Part? Find(string part) => Parts.FirstOrDefault(candidate => candidate.Name == part);

    /// <summary>Changes parameters as `--set path=value` does: `fees.burn_share` to `50 %`, `*.cliff` to `+6 months`.</summary>
    /// <exception cref="ScenarioException">Unknown path, or a value that does not fit.</exception>
    public Blueprint With(string path, string value)
    {
        List<ScenarioError> errors = [];
        Blueprint changed = PathChanges.Apply(this, new PathChange(path, new Entry(value, Origin.Change)), errors);
        return errors.Count == 0 ? changed : throw new ScenarioException(errors);
    }

    /// <summary>The blueprint with a value in place of every distribution.</summary>
    /// <remarks>
    /// The draw of a parameter depends on its path, the seed and the replicate alone: adding a part, or making another
    /// parameter certain, leaves it as it is.
    /// </remarks>
    public Blueprint Draw(uint seed, uint replicate)
    {
        if (!IsUncertain)
        {
            return this;
        }

        RandomStream random = new(seed, replicate);
        return this with { Parts = [.. Parts.Select(part => Draw(part, random))] };
    }

    /// <summary>Which quantile of a parameter's distribution a replicate draws, from 0 to below 1.</summary>
    internal static double ShareOf(string path, uint seed, uint replicate) =>
        ShareOf(path, new RandomStream(seed, replicate));

    private static Part Draw(Part part, RandomStream random) =>
        part with
        {
            Settings = part.Settings.ToDictionary(
                setting => setting.Key,
                setting => Draw($"{part.Name}.{setting.Key}", setting.Value, random)
            ),
        };

    private static Setting Draw(string path, Setting setting, RandomStream random)
    {
        if (setting.Spread is null)
        {
            return setting;
        }

        return setting.At(ShareOf(path, random));
    }

    private static double ShareOf(string path, RandomStream random)
    {
        int agent = (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(path))) >> 1);
        return random.Draw(DrawKind.Parameter, agent, step: 0).First;
    }
}
