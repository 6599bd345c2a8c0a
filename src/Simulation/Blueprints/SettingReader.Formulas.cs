using Souk.Simulation.Formulas;

namespace Souk.Simulation.Blueprints;

internal sealed partial class SettingReader
{
    /// <summary>A setting whose value is computed each morning; null where the text is no formula or was refused.</summary>
    private Setting? ReadComputed(string path, ParameterSpec spec, Entry entry)
    {
        if (!spec.TakesFormula)
        {
            Fail(path, $"takes a value such as {spec.Example}, and no formula", entry.Origin);
            return null;
        }

        // A space in place of the sign, so that columns of errors are those of the file.
        int sign = entry.Text.IndexOf('=', StringComparison.Ordinal);
        string text = entry.Text[..sign] + ' ' + entry.Text[(sign + 1)..];
        try
        {
            _ = FormulaText.Canonical(text);
        }
        catch (FormulaException failure)
        {
            Fail(
                path,
                $"{FormulaText.Place(text, failure.Column)} of the formula: {failure.Reason}",
                entry.Origin.Inside(text, failure.Column)
            );
            return null;
        }

        // Stands for it where a model is checked before any day.
        SettingValue first =
            spec.Default is { Length: > 0 } written && QuantityText.Read(written, spec.Kind, out _) is { } number
                ? new SettingValue(number, "")
                : new SettingValue((decimal)Math.Max(spec.Min, 0), "");
        return new Setting(spec, [first], entry.Origin) { Formula = text, IsDrawn = true };
    }

    private static bool IsComputed(ParameterSpec spec, string text) =>
        IsNumeric(spec.Kind) && text.AsSpan().TrimStart().StartsWith("=");
}
