using System.Globalization;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>Parameters of rebuilt models: numbers as the published models have them.</summary>
internal static class PeerParameters
{
    public static ParameterSpec Number(string name, double value, string meaning, string source) =>
        new(name, ParameterKind.Number, meaning)
        {
            Default = Text(value),
            Source = source,
            Min = double.NegativeInfinity,
        };

    /// <summary>A number for each step, the last one from then on; usually one for all.</summary>
    public static ParameterSpec Course(string name, double value, string meaning, string source) =>
        Number(name, value, meaning + " One number for all steps, or a list with one for each.", source) with
        {
            IsList = true,
        };

    public static Course CourseOf(Part part, string name) =>
        Simulation.Peers.Sequences.Course.PerStep(Numbers(part, name));

    public static double[] Numbers(Part part, string name) =>
        [.. part.List(name).Select(value => (double)value.Number)];

    public static bool Has(Part part, string name) => part.List(name).Count > 0;

    // A decimal with all digits of the double, so that reading it gives the same double.
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
