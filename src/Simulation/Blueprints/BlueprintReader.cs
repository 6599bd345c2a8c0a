using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Blueprints;

/// <summary>Reads a scenario with its bases, checks it against the kinds of parts there are, and reports all that is wrong.</summary>
/// <param name="kinds">The kinds that scenarios may use.</param>
public sealed partial class BlueprintReader(IReadOnlyList<PartKind> kinds)
{
    public const int HorizonDaysMax = 36_525;
    private const int DecimalsMax = 18;
    private const int PartsMax = 1_000;

    /// <summary>Whether a text is a scenario of this form: made of parts, or laid over one, rather than over a market's state.</summary>
    public static bool Recognises(string text) => FieldOfThisForm().IsMatch(text);

    /// <summary>Reads a scenario.</summary>
    /// <param name="name">Of the file, as <paramref name="load"/> knows it.</param>
    /// <param name="load">The text of a file by name; null where there is none.</param>
    /// <exception cref="ScenarioException">Everything that is wrong, each with file, line, column and what was expected.</exception>
    public Blueprint Read(string name, Func<string, string?> load)
    {
        List<ScenarioError> errors = [];
        List<Sheet> sheets = Overlay.Load(name, load, errors);
        ThrowIfAny(errors);
        Sheet sheet = Overlay.Merge(sheets);
        Blueprint blueprint = Assemble(sheet, errors);
        ThrowIfAny(errors);
        Fact.Check(blueprint, blueprint.Facts.Where(fact => fact.Origin.File == name), errors);
        foreach (PathChange change in sheet.Changes)
        {
            blueprint = PathChanges.Apply(blueprint, change, errors);
        }

        blueprint = blueprint with { Timeline = ReadTimeline(blueprint, sheet.Timeline, errors) };
        ThrowIfAny(errors);
        return blueprint;
    }

    private Blueprint Assemble(Sheet sheet, List<ScenarioError> errors)
    {
        List<TokenDeclaration> tokens = [.. sheet.Tokens.Select(token => ReadToken(token.Key, token.Value, errors))];
        Dictionary<string, string> partKinds = new(StringComparer.Ordinal);
        foreach (PartSheet part in sheet.Parts)
        {
            partKinds[part.Name] = part.Kind?.Text ?? "";
        }

        if (sheet.Parts.Count > PartsMax)
        {
            errors.Add(new("parts", $"{sheet.Parts.Count} parts are more than {PartsMax}") { File = sheet.Name });
        }

        SettingReader reader = new(tokens, partKinds, errors);
        return new Blueprint
        {
            Name = sheet.Name,
            Title = sheet.Heads.TryGetValue("title", out Entry title) ? title.Text : sheet.Name,
            Question = sheet.Heads.TryGetValue("question", out Entry question) ? question.Text : "",
            Story = sheet.Heads.TryGetValue("story", out Entry story) ? story.Text.Trim() : "",
            Headline = sheet.Heads.TryGetValue("headline", out Entry headline)
                ? headline.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [],
            Facts = sheet.Facts,
            Weights = ReadWeights(sheet, errors),
            Start = DateOnly.FromDayNumber((int)ReadHead(sheet, "start", ParameterKind.Date, "2024-04-11", errors)),
            HorizonDays = ReadHorizon(sheet, errors),
            Tokens = tokens,
            Parts = [.. sheet.Parts.Select(part => ReadPart(part, reader, errors)).OfType<Part>()],
        };
    }

    private Part? ReadPart(PartSheet sheet, SettingReader reader, List<ScenarioError> errors)
    {
        string[] names = [.. kinds.Select(candidate => candidate.Name)];
        if (sheet.Kind is not { } written)
        {
            errors.Add(Error(sheet.Name, "needs a `kind:`, such as " + names.FirstOrDefault(), sheet.Origin));
            return null;
        }

        if (kinds.FirstOrDefault(candidate => candidate.Name == written.Text) is not { } kind)
        {
            string nearest = NearestWord.To(written.Text, names);
            errors.Add(Error(sheet.Name, $"'{written.Text}' is no kind; did you mean '{nearest}'?", written.Origin));
            return null;
        }

        foreach ((string parameter, IReadOnlyList<Entry> values) in sheet.Values)
        {
            if (kind.Find(parameter) is null)
            {
                string nearest = NearestWord.To(parameter, [.. kind.Parameters.Select(p => p.Name)]);
                string message = $"is not a parameter of {kind.Name}; did you mean '{nearest}'?";
                errors.Add(
                    Error($"{sheet.Name}.{parameter}", message, values.Count > 0 ? values[0].Origin : sheet.Origin)
                );
            }
        }

        Dictionary<string, Setting> settings = new(StringComparer.Ordinal);
        foreach (ParameterSpec spec in kind.Parameters)
        {
            if (ReadSetting(sheet, kind, spec, reader, errors) is { } setting)
            {
                settings[spec.Name] = setting;
            }
        }

        return new Part(sheet.Name, kind, settings, sheet.Origin);
    }

    private static Setting? ReadSetting(
        PartSheet sheet,
        PartKind kind,
        ParameterSpec spec,
        SettingReader reader,
        List<ScenarioError> errors
    )
    {
        string path = $"{sheet.Name}.{spec.Name}";
        if (sheet.Values.TryGetValue(spec.Name, out IReadOnlyList<Entry>? values) && values.Count > 0)
        {
            return reader.Read(path, spec, values);
        }

        if (kind.DefaultOf(spec, Word) is not { } text)
        {
            errors.Add(Error(path, $"is missing ({spec.Meaning} For example {spec.Example})", sheet.Origin));
            return null;
        }

        if (text.Length == 0)
        {
            return new Setting(spec, [], Origin.Default);
        }

        string[] items = spec.IsList ? text.Split(',') : [text];
        return reader.Read(path, spec, [.. items.Select(item => new Entry(item.Trim(), Origin.Default))]);

        string? Word(string parameter) =>
            sheet.Values.TryGetValue(parameter, out IReadOnlyList<Entry>? words) && words.Count > 0
                ? words[0].Text
                : null;
    }

    private static TokenDeclaration ReadToken(
        string symbol,
        Dictionary<string, Entry> fields,
        List<ScenarioError> errors
    )
    {
        int decimals = DecimalsMax;
        if (fields.TryGetValue("decimals", out Entry written))
        {
            bool isValid = int.TryParse(written.Text, NumberStyles.None, CultureInfo.InvariantCulture, out decimals);
            if (!isValid || decimals > DecimalsMax)
            {
                string message = $"'{written.Text}' is not a whole number from 0 to {DecimalsMax}";
                errors.Add(Error($"tokens.{symbol}.decimals", message, written.Origin));
            }
        }

        decimal? supplyMax = null;
        if (fields.TryGetValue("supply_max", out Entry supply))
        {
            supplyMax = QuantityText.Read(supply.Text, ParameterKind.Tokens, out string? unit);
            if (supplyMax is null or < 0 || unit != symbol || !QuantityText.Fits(supplyMax.Value, decimals))
            {
                string message =
                    $"'{supply.Text}' does not fit; write for example 1.2B {symbol}, at most 1e33 base units";
                errors.Add(Error($"tokens.{symbol}.supply_max", message, supply.Origin));
            }
        }

        return new TokenDeclaration(symbol, decimals, supplyMax);
    }

    private static int ReadHorizon(Sheet sheet, List<ScenarioError> errors)
    {
        decimal days = decimal.Round(ReadHead(sheet, "horizon", ParameterKind.Duration, "3 years", errors));
        if (days is < 1 or > HorizonDaysMax)
        {
            Origin at = sheet.Heads.TryGetValue("horizon", out Entry entry)
                ? entry.Origin
                : new Origin(sheet.Name, 0, 0);
            errors.Add(Error("horizon", $"{days} days are not between 1 and {HorizonDaysMax}", at));
        }

        return (int)Math.Clamp(days, 1, HorizonDaysMax);
    }

    private static decimal ReadHead(
        Sheet sheet,
        string head,
        ParameterKind kind,
        string example,
        List<ScenarioError> errors
    )
    {
        if (!sheet.Heads.TryGetValue(head, out Entry entry))
        {
            errors.Add(Error(head, $"is missing; write for example {head}: {example}", new Origin(sheet.Name, 1, 1)));
            return 1;
        }

        if (QuantityText.Read(entry.Text, kind, out _) is { } number)
        {
            return number;
        }

        errors.Add(Error(head, $"'{entry.Text}' does not fit; write for example {example}", entry.Origin));
        return 1;
    }

    private static IReadOnlyList<TimelineEvent> ReadTimeline(
        Blueprint blueprint,
        List<EventSheet> sheets,
        List<ScenarioError> errors
    )
    {
        List<(int Day, EventSheet Sheet)> order = [];
        foreach (EventSheet sheet in sheets)
        {
            if (DayOf(blueprint, sheet.At, errors) is { } day)
            {
                order.Add((day, sheet));
            }
        }

        // Later events change what earlier ones left.
        List<TimelineEvent> events = [];
        Blueprint then = blueprint;
        foreach ((int day, EventSheet sheet) in order.OrderBy(one => one.Day))
        {
            List<ParameterChange> changes = [];
            foreach (PathChange change in sheet.Changes)
            {
                changes.AddRange(PathChanges.Find(then, change, errors));
                then = errors.Count == 0 ? PathChanges.Apply(then, change, errors) : then;
            }

            events.Add(new TimelineEvent(day, sheet.Note, changes));
        }

        return events;
    }

    private static int? DayOf(Blueprint blueprint, Entry at, List<ScenarioError> errors)
    {
        decimal? day =
            QuantityText.Read(at.Text, ParameterKind.Date, out _) - blueprint.Start.DayNumber
            ?? QuantityText.Read(at.Text, ParameterKind.Duration, out _);
        if (day is { } known && known >= 0 && known < blueprint.HorizonDays)
        {
            return (int)decimal.Round(known);
        }

        string message = day is null
            ? $"'{at.Text}' is neither a date nor a time after the start, such as 6 months"
            : $"'{at.Text}' is day {day:0}, outside of the {blueprint.HorizonDays} days from {blueprint.Start:yyyy-MM-dd}";
        errors.Add(Error("timeline", message, at.Origin));
        return null;
    }

    [GeneratedRegex("^(parts|base|tokens) *:", RegexOptions.Multiline)]
    private static partial Regex FieldOfThisForm();

    private static ScenarioError Error(string path, string message, Origin at) =>
        new(path, message, at.Line, at.Column) { File = at.File };

    private static void ThrowIfAny(List<ScenarioError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }
    }
}
