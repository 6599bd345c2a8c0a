using Souk.Simulation.Formulas;

namespace Souk.Simulation.Blueprints;

/// <summary>Formulas in place of a parameter's value.</summary>
internal static class SettingFormula
{
    /// <summary>What a formula must come to for a parameter; null where none can stand.</summary>
    public static Unit? UnitOf(ParameterKind kind) =>
        kind switch
        {
            ParameterKind.Number or ParameterKind.Count or ParameterKind.Share => Unit.None,
            ParameterKind.Usd => Unit.Usd,
            ParameterKind.UsdPerDay => Unit.Usd / Unit.Day,
            ParameterKind.Duration => Unit.Day,
            _ => null,
        };

    /// <summary>A number within the parameter's limits, whole for a count.</summary>
    public static double Limited(ParameterSpec spec, double number)
    {
        double within = Math.Clamp(number, spec.Min, spec.MaxOfKind);
        return spec.Kind == ParameterKind.Count ? Math.Round(within) : within;
    }
}
