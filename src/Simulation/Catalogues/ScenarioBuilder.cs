using System.Collections;
using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues;

/// <summary>Writes a scenario in C# that has the hash, the checks and the results of the same in YAML.</summary>
/// <remarks>
/// Values are written as in files: numbers, words, dates, lists of them, or text with a unit (`"10M TKN"`, `"30 %"`,
/// `"uniform(1 %; 5 %)"`). The builder writes the YAML that a person would write and has it read; where it cannot be read, errors
/// name part and parameter, with the line of <see cref="Text"/>.
/// </remarks>
/// <example><code>
/// Blueprint scenario = new ScenarioBuilder("Who sells first?")
///     .From(new DateOnly(2025, 1, 1), "1 year")
///     .Token("TKN", decimals: 18, supplyMax: "1B TKN")
///     .Token("USDC", decimals: 6)
///     .Part("pool", "pool.constant_product", ("token_reserve", "10M TKN"), ("money_reserve", "500k USDC"))
///     .Part("team", "people.insiders", ("count", 20), ("pool", "pool"), ("balance", "60k TKN"))
///     .At("6 months", ("team.sell_hazard", "0.2"))
///     .Build();
/// </code></example>
public sealed class ScenarioBuilder
{
    private readonly StringBuilder _head = new();
    private readonly StringBuilder _tokens = new();
    private readonly StringBuilder _parts = new();
    private readonly StringBuilder _timeline = new();

    /// <param name="title">For people; not part of the hash.</param>
    public ScenarioBuilder(string title) => Head("title", title);

    /// <summary>The scenario as a file would have it.</summary>
    public string Text =>
        string.Concat(_head, Section("tokens", _tokens), Section("parts", _parts), Section("timeline", _timeline));

    /// <summary>What the scenario is meant to answer.</summary>
    public ScenarioBuilder Asking(string question) => Head("question", question);

    /// <summary>Day 0 and the time that is simulated.</summary>
    /// <param name="horizon">Such as `3 years`.</param>
    public ScenarioBuilder From(DateOnly start, string horizon)
    {
        Head("start", start);
        return Head("horizon", horizon);
    }

    /// <param name="supplyMax">The most that may ever be there, such as `1B TKN`; null for no limit.</param>
    public ScenarioBuilder Token(string symbol, int decimals, string? supplyMax = null)
    {
        _tokens.Append(CultureInfo.InvariantCulture, $"  {Word(symbol)}: {{ decimals: {decimals}");
        _tokens.Append(supplyMax is null ? " }\n" : $", supply_max: {Value(supplyMax)} }}\n");
        return this;
    }

    /// <summary>A part of a kind, with its parameters.</summary>
    /// <param name="name">Of your own.</param>
    /// <param name="kind">As `souk scenario kinds` lists them.</param>
    public ScenarioBuilder Part(string name, string kind, params (string Parameter, object Value)[] parameters)
    {
        _parts.Append($"  {Word(name)}: {{ kind: {Value(kind)}");
        foreach ((string parameter, object value) in parameters)
        {
            _parts.Append($", {Word(parameter)}: {Value(value)}");
        }

        _parts.Append(" }\n");
        return this;
    }

    /// <summary>Changes parameters in the course of a run.</summary>
    /// <param name="when">A time from the start such as `12 months`, or a date such as `2025-11-26`.</param>
    /// <param name="changes">Paths and their new values, as `--set` takes them.</param>
    public ScenarioBuilder At(string when, params (string Path, object Value)[] changes)
    {
        _timeline.Append($"  - {{ at: {Value(when)}, set: {{ ");
        _timeline.AppendJoin(", ", changes.Select(change => $"{Word(change.Path)}: {Value(change.Value)}"));
        _timeline.Append(" } }\n");
        return this;
    }

    /// <summary>Checks everything that can be checked before a run.</summary>
    /// <exception cref="ScenarioException">All that is wrong.</exception>
    public Blueprint Build()
    {
        string text = Text;
        return Catalogue.Read("in C#", name => name == "in C#" ? text : null);
    }

    private static string Section(string name, StringBuilder lines) => lines.Length == 0 ? "" : $"{name}:\n{lines}";

    private ScenarioBuilder Head(string name, object value)
    {
        _head.Append($"{name}: {Value(value)}\n");
        return this;
    }

    private static string Word(string text) => Value(text);

    private static string Value(object value) =>
        value switch
        {
            string text => $"\"{Escaped(text)}\"",
            DateOnly date => $"\"{date:yyyy-MM-dd}\"",
            bool isSo => isSo ? "yes" : "no",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Value))}]",
            IFormattable number => $"\"{number.ToString(null, CultureInfo.InvariantCulture)}\"",
            _ => throw new ArgumentException(
                $"A {value.GetType().Name} is no value of a scenario: write text, a number, a date, yes or no, or a list.",
                nameof(value)
            ),
        };

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
