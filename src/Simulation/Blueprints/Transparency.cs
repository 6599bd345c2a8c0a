namespace Souk.Simulation.Blueprints;

/// <summary>How much of what a scenario needs to know of a system anybody can look up.</summary>
/// <param name="Known">Values that are exact or reported.</param>
/// <param name="Values">All values of the fact sheet but those of measures, which describe no system.</param>
/// <remarks>As the Foundation Model Transparency Index does (arXiv:2310.12941), it counts what is disclosed of a list; the list is the
/// scenario's own. A value that a reader changes has no source any more.</remarks>
public sealed record Transparency(int Known, int Values)
{
    private const string Measures = "measure.";

    /// <summary>Of `measure.axes`: what a scenario may state instead.</summary>
    private static readonly string[] s_stated = ["open_code", "open_data", "on_chain"];

    /// <summary>From 0, nothing, to 1, everything.</summary>
    public double Score => Values == 0 ? 0 : (double)Known / Values;

    public static Transparency Of(Blueprint blueprint)
    {
        HashSet<string> measures =
        [
            .. blueprint
                .Parts.Where(part => part.Kind.Name.StartsWith(Measures, StringComparison.Ordinal))
                .Select(part => part.Name),
        ];
        FactLine[] lines = [.. FactSheet.Of(blueprint).Where(line => !measures.Contains(Owner(line.Path)))];
        return new Transparency(lines.Count(line => line.Confidence != Confidence.Assumed), lines.Length);
    }

    /// <summary>Whether a part of kind `measure.axes` says how transparent the system is: a range over what nobody publishes says nothing.
    /// </summary>
    public static bool IsStatedBy(Part axes)
    {
        Setting[] said = [.. Said(axes)];
        return said.Length > 0 && said.All(setting => setting.Spread is null);
    }

    /// <summary>What it gives for it, ranges too.</summary>
    internal static IEnumerable<Setting> Said(Part axes) =>
        s_stated.Select(name => axes.Settings[name]).Where(setting => setting.Origin != Origin.Default);

    private static string Owner(string path) => path.Contains('.') ? path[..path.LastIndexOf('.')] : "";
}
