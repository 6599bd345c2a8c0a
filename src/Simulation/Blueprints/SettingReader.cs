using System.Globalization;
using Souk.Simulation.Formulas;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Blueprints;

/// <summary>Reads what is written for a parameter, and says what is wrong with it.</summary>
/// <param name="tokens">Of the scenario.</param>
/// <param name="partKinds">Kind by name of every part of the scenario.</param>
internal sealed partial class SettingReader(
    IReadOnlyList<TokenDeclaration> tokens,
    IReadOnlyDictionary<string, string> partKinds,
    List<ScenarioError> errors
)
{
    private const int ListMax = 1_000;

    /// <summary>The setting, or null after an error was noted.</summary>
    public Setting? Read(string path, ParameterSpec spec, IReadOnlyList<Entry> entries)
    {
        Origin origin = entries[0].Origin;
        int errorCount = errors.Count;
        if (entries.Count > ListMax || (!spec.IsList && entries.Count != 1))
        {
            string limit = spec.IsList ? $"at most {ListMax} values" : "one value";
            Fail(path, $"takes {limit}, not {entries.Count}", origin);
            return null;
        }

        if (entries.Count == 1 && IsComputed(spec, entries[0].Text))
        {
            return ReadComputed(path, spec, entries[0]);
        }

        bool isText = spec.Kind is ParameterKind.Text or ParameterKind.Formula;
        // A list of one value is that value for all, so it may be uncertain too.
        if ((!spec.IsList || entries.Count == 1) && !isText && ReadSpread(path, spec, entries[0]) is { } spread)
        {
            return errors.Count > errorCount
                ? null
                : new Setting(spec, [spread.At(0.5)], origin) { Spread = spread, IsDrawn = true };
        }

        List<SettingValue> values = [];
        foreach (Entry entry in entries)
        {
            if (ReadValue(path, spec, entry) is { } value)
            {
                values.Add(value);
            }
        }

        return errors.Count > errorCount ? null : new Setting(spec, values, origin);
    }

    /// <summary>`50 %`, `+6 months`, `-5 %` or `*1.5` on top of what is there.</summary>
    public Setting? Change(string path, Setting current, int? index, Entry entry)
    {
        string text = entry.Text.Trim();
        bool isRelative = text.Length > 1 && text[0] is '+' or '-' or '*' && IsNumeric(current.Spec.Kind);
        if (index is null && !isRelative)
        {
            string[] items = current.Spec.IsList ? text.Split(',') : [entry.Text];
            return Read(
                path,
                current.Spec,
                [.. items.Select(item => entry with { Text = current.Spec.IsList ? item.Trim() : item })]
            );
        }

        if (current.Formula is not null)
        {
            Fail(path, $"is a formula, so nothing can be done on top of it: write a new one", entry.Origin);
            return null;
        }

        SettingValue[] values = [.. current.Values];
        for (int i = index ?? 0; i <= (index ?? values.Length - 1); i++)
        {
            SettingValue? value = isRelative
                ? Operate(path, current.Spec, values[i], entry)
                : ReadValue(path, current.Spec, entry);
            if (value is null)
            {
                return null;
            }

            values[i] = value.Value;
        }

        return current with
        {
            Values = values,
            Origin = entry.Origin,
            Spread = null,
        };
    }

    private SettingValue? Operate(string path, ParameterSpec spec, SettingValue current, Entry entry)
    {
        string text = entry.Text.Trim();
        ParameterKind kind =
            text[0] == '*' ? ParameterKind.Number
            : spec.Kind == ParameterKind.Date ? ParameterKind.Duration
            : spec.Kind;
        if (QuantityText.Read(text[1..], kind, out _) is not { } operand)
        {
            Fail(path, $"'{entry.Text}' does not fit; write for example {text[0]}{spec.Example}", entry.Origin);
            return null;
        }

        decimal? number = QuantityText.Within(() =>
            text[0] switch
            {
                '+' => current.Number + operand,
                '-' => current.Number - operand,
                _ => current.Number * operand,
            }
        );
        if (number is null)
        {
            Fail(path, $"'{entry.Text}' on top of {current.Canonical} is too large a number", entry.Origin);
            return null;
        }

        return Check(path, spec, current with { Number = number.Value }, entry.Origin);
    }

    private SettingValue? ReadValue(string path, ParameterSpec spec, Entry entry)
    {
        string text = entry.Text.Trim();
        SettingValue? value = spec.Kind switch
        {
            ParameterKind.YesNo => YesNo(text),
            ParameterKind.Word => ReadName(path, text, spec.Words, "one of its words", entry.Origin),
            ParameterKind.Token => ReadName(path, text, [.. tokens.Select(t => t.Symbol)], "a token", entry.Origin),
            ParameterKind.Part => ReadPart(path, spec, text, entry.Origin),
            ParameterKind.Text => new SettingValue(0, text),
            ParameterKind.Formula => ReadFormula(path, entry),
            _ => QuantityText.Read(text, spec.Kind, out string? symbol) is { } number
                ? new SettingValue(number, symbol ?? "")
                : null,
        };
        if (value is null)
        {
            bool isNamed =
                spec.Kind is ParameterKind.Word or ParameterKind.Token or ParameterKind.Part or ParameterKind.Formula;
            if (!isNamed)
            {
                Fail(path, $"'{text}' does not fit; write for example {spec.Example}", entry.Origin);
            }

            return null;
        }

        return Check(path, spec, value.Value, entry.Origin) is { } fitting && IsOfScale(path, spec, fitting, entry)
            ? fitting
            : null;
    }

    // A person who writes a fraction of a base unit means another token or another scale. Rates, and what comes out of a
    // calculation, are rounded instead.
    private bool IsOfScale(string path, ParameterSpec spec, SettingValue value, Entry entry)
    {
        if (spec.Kind != ParameterKind.Tokens)
        {
            return true;
        }

        TokenDeclaration token = tokens.First(one => one.Symbol == value.Text);
        if (QuantityText.IsOfScale(value.Number, token.Decimals))
        {
            return true;
        }

        Fail(path, $"'{entry.Text}' has more decimals than the {token.Decimals} of {token.Symbol}", entry.Origin);
        return false;
    }

    private SettingValue? Check(string path, ParameterSpec spec, SettingValue value, Origin origin)
    {
        if (spec.Kind is ParameterKind.Tokens or ParameterKind.TokensPerDay)
        {
            if (ReadName(path, value.Text, [.. tokens.Select(t => t.Symbol)], "a token", origin) is null)
            {
                return null;
            }

            int decimals = tokens.First(token => token.Symbol == value.Text).Decimals;
            if (!QuantityText.Fits(value.Number, decimals))
            {
                Fail(path, $"{value.Canonical} is more than the 1e33 base units that a balance can have", origin);
                return null;
            }
        }

        if (!IsNumeric(spec.Kind) || spec.Kind == ParameterKind.Date)
        {
            return value;
        }

        double number = (double)value.Number;
        if (number < spec.Min || number > spec.MaxOfKind)
        {
            string limit = number < spec.Min ? $"below {Text(spec.Min)}" : $"above {Text(spec.MaxOfKind)}";
            Fail(path, $"{Text(number)} is {limit}", origin);
            return null;
        }

        return value;
    }

    private SettingValue? ReadPart(string path, ParameterSpec spec, string text, Origin origin)
    {
        if (ReadName(path, text, [.. partKinds.Keys], "a part", origin) is not { } name)
        {
            return null;
        }

        string kind = partKinds[text];
        if (
            spec.Words.Count > 0
            && !spec.Words.Any(word => kind == word || kind.StartsWith(word + ".", StringComparison.Ordinal))
        )
        {
            Fail(path, $"'{text}' is {kind}, and {string.Join(" or ", spec.Words)} is needed", origin);
            return null;
        }

        return name;
    }

    private SettingValue? ReadName(string path, string text, IReadOnlyList<string> known, string what, Origin origin)
    {
        if (known.Contains(text))
        {
            return new SettingValue(0, text);
        }

        string hint = known.Count > 0 ? $"; did you mean '{NearestWord.To(text, known)}'?" : "; the scenario has none";
        Fail(path, $"'{text}' is not {what}{hint}", origin);
        return null;
    }

    // Words and units are checked once all parts are known; here only that it is written in the letters of formulas.
    private SettingValue? ReadFormula(string path, Entry entry)
    {
        try
        {
            _ = FormulaText.Canonical(entry.Text);
            return new SettingValue(0, entry.Text);
        }
        catch (FormulaException failure)
        {
            Fail(
                path,
                $"{FormulaText.Place(entry.Text, failure.Column)} of the formula: {failure.Reason}",
                entry.Origin.Inside(entry.Text, failure.Column)
            );
            return null;
        }
    }

    private static SettingValue? YesNo(string text) =>
        text switch
        {
            "yes" or "true" => new SettingValue(1, ""),
            "no" or "false" => new SettingValue(0, ""),
            _ => null,
        };

    private static bool IsNumeric(ParameterKind kind) => kind < ParameterKind.YesNo;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Fail(string path, string message, Origin at) =>
        errors.Add(new(path, message, at.Line, at.Column) { File = at.File });
}
