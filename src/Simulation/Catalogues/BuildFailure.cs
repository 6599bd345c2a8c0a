using System.Text.RegularExpressions;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues;

/// <summary>Turns what a mechanism says about its arguments into an error at a place in a scenario file.</summary>
internal static partial class BuildFailure
{
    public static void Report(ModelAssembly assembly, Part part, Exception failure)
    {
        string message = Message(failure is MisfitException { InnerException: { } cause } ? cause : failure);
        if (failure is MisfitException { Change: var change })
        {
            Origin at = change.Setting.Origin;
            assembly.Errors.Add(new(change.Path, message, at.Line, at.Column) { File = at.File });
            return;
        }

        assembly.Fail(part, ParameterOf(part, message), message);
    }

    private static string Message(Exception failure) =>
        failure is ArgumentException { ParamName: { } name }
            ? failure.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).Split('\n')[0].Trim()
            : failure.Message;

    // Mechanisms begin with the name of their own argument, such as cliffMonths or firstReward; the longest run of its
    // words that is a parameter leads to the line.
    private static string? ParameterOf(Part part, string message)
    {
        string[] words = Capitals().Replace(message.Split(' ')[0], "_$1").ToLowerInvariant().Split('_');
        for (int length = words.Length; length > 0; length--)
        {
            for (int first = 0; first + length <= words.Length; first++)
            {
                string name = string.Join('_', words.AsSpan(first, length));
                if (part.Settings.ContainsKey(name))
                {
                    return name;
                }
            }
        }

        return null;
    }

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capitals();
}
