using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Blueprints;

/// <summary>How much of the real world each agent of a part stands for.</summary>
public sealed partial class BlueprintReader
{
    private static Dictionary<string, decimal> ReadWeights(Sheet sheet, List<ScenarioError> errors)
    {
        Dictionary<string, decimal> weights = new(StringComparer.Ordinal);
        foreach ((string part, Entry written) in sheet.Weights)
        {
            if (sheet.Parts.All(one => one.Name != part))
            {
                string nearest = NearestWord.To(part, [.. sheet.Parts.Select(one => one.Name)]);
                errors.Add(Error($"weights.{part}", $"is not a part; did you mean '{nearest}'?", written.Origin));
            }
            else if (QuantityText.Read(written.Text, ParameterKind.Number, out _) is { } weight && weight > 0)
            {
                weights[part] = weight;
            }
            else
            {
                errors.Add(Error($"weights.{part}", $"'{written.Text}' is not a number above 0", written.Origin));
            }
        }

        return weights;
    }
}
