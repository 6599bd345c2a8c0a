namespace Souk.Simulation.Blueprints;

internal sealed partial class SettingReader
{
    private Spread? ReadSpread(string path, ParameterSpec spec, Entry entry)
    {
        string text = entry.Text.Trim();
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || !text.EndsWith(')') || !char.IsAsciiLetter(text[0]))
        {
            return null;
        }

        string[] names = [.. Enum.GetNames<SpreadKind>().Select(name => name.ToLowerInvariant())];
        // YAML takes the comma for its own between braces, so a semicolon separates too.
        string[] items = text[(open + 1)..^1].Split(',', ';');
        Spread nothing = new(SpreadKind.Choice, [default]);
        if (ReadName(path, text[..open], names, "a distribution", entry.Origin) is not { } word)
        {
            return nothing;
        }

        SpreadKind kind = (SpreadKind)Array.IndexOf(names, word.Text);
        if (
            kind != SpreadKind.Choice
            && (!IsNumeric(spec.Kind) || items.Length != (kind == SpreadKind.Triangular ? 3 : 2))
        )
        {
            Fail(path, $"{word.Text} does not fit here with {items.Length} values", entry.Origin);
            return nothing;
        }

        List<SettingValue> arguments = [];
        for (int i = 0; i < items.Length; i++)
        {
            // The sigma of a lognormal is a plain number, whatever the unit.
            bool isSigma = kind == SpreadKind.Lognormal && i == 1;
            ParameterSpec ofItem = isSigma ? new("sigma", ParameterKind.Number, "") : spec;
            if (ReadValue(path, ofItem, entry with { Text = items[i].Trim() }) is { } value)
            {
                arguments.Add(value);
            }
        }

        if (arguments.Count < items.Length)
        {
            return nothing;
        }

        bool isOrdered = arguments.Zip(arguments.Skip(1)).All(pair => pair.First.Number <= pair.Second.Number);
        if (kind is SpreadKind.Uniform or SpreadKind.Triangular && !isOrdered)
        {
            Fail(path, $"{word.Text} needs its values in rising order", entry.Origin);
        }

        return new Spread(kind, arguments);
    }
}
