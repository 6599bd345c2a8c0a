using Souk.Simulation.Blueprints;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Assemblies;

/// <summary>The parameters with which every kind of people says how it expects.</summary>
internal static class ExpectationSpecs
{
    public const string Word = "expectation";
    public const string RateWord = "expectation_rate";

    private static readonly string[] s_modes = ["adaptive", "myopic", "perfect"];

    /// <summary>`expectation`: one of three modes.</summary>
    /// <param name="fallback">The mode where a scenario says nothing.</param>
    public static ParameterSpec Mode(string meaning, Expectation fallback = Expectation.Adaptive) =>
        new(Word, ParameterKind.Word, meaning)
        {
            Words = s_modes,
            Default = s_modes[(int)fallback],
            IsFixed = true,
        };

    /// <summary>Both parameters for a kind that went by today's value before it had them: it still does unless told otherwise.</summary>
    public static ParameterSpec[] Additions(string meaning) =>
        [
            Mode(meaning, Expectation.Myopic) with
            {
                IsAddition = true,
            },
            new(
                RateWord,
                ParameterKind.Share,
                "Weight of the nearest day, of the past (adaptive) or to come (perfect)."
            )
            {
                Default = "10 %",
                IsAddition = true,
            },
        ];

    public static Expectation ModeOf(Part part) => (Expectation)Array.IndexOf(s_modes, part.Word(Word));
}
