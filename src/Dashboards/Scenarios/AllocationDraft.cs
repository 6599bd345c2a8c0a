using System.Globalization;
using System.Text.RegularExpressions;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Dashboards.Scenarios;

/// <summary>A token and its allocation table as a reader typed them, until they are a scenario.</summary>
/// <param name="Csv">Header and a line per bucket, as <see cref="AllocationCsv"/> reads it.</param>
/// <param name="Symbol">Of the token.</param>
/// <param name="Supply">Whole tokens in all.</param>
/// <param name="Start">Launch and day 0.</param>
/// <param name="Price">USD per token in the pool before the first day.</param>
public sealed partial record AllocationDraft(string Csv, string Symbol, string Supply, string Start, string Price)
{
    public const string Header = "bucket,percent,tge,cliff_months,linear_months";

    /// <summary>Longer tables are refused.</summary>
    public const int CsvLengthMax = 100_000;

    // With 18 decimals this is far below what a ledger holds.
    private const decimal SupplyMax = 1_000_000_000_000_000;
    private const decimal PriceMax = 1_000_000;
    private static readonly DateOnly s_startMin = new(2000, 1, 1);
    private static readonly DateOnly s_startMax = new(2100, 1, 1);

    /// <summary>The scenario's file.</summary>
    /// <exception cref="ScenarioException">Everything that is wrong.</exception>
    public string Write()
    {
        List<ScenarioError> errors = [];
        decimal supply = Number("Supply", Supply, SupplyMax, "1000000000", errors);
        decimal price = Number("Price", Price, PriceMax, "0.05", errors);
        if (!SymbolWord().IsMatch(Symbol))
        {
            errors.Add(new("Token", PageWords.Plain("scenarios.is-not-a-symbol-of", Symbol)));
        }

        if (
            !DateOnly.TryParseExact(
                Start,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateOnly start
            )
            || start < s_startMin
            || start > s_startMax
        )
        {
            errors.Add(new("Launch", PageWords.Plain("scenarios.is-not-a-day-from", Start)));
        }

        (IReadOnlyList<AllocationBucket> buckets, StarterChoices choices) = Table(errors);
        return errors.Count == 0
            ? StarterScenario.Write(buckets, Symbol, supply, start, price, choices)
            : throw new ScenarioException(errors);
    }

    /// <summary>Rows of a form as a table; a row without any word stays, so that line n + 1 is row n.</summary>
    public static string CsvOf(IEnumerable<IEnumerable<string>> rows) =>
        string.Join(
            '\n',
            rows.Select(row => row.Select(Field).ToArray())
                .Select(row => row.All(field => field.Length == 0) ? "" : string.Join(',', row))
                .Prepend(Header)
        );

    private static string Field(string? text) => (text ?? "").Replace(',', ';').ReplaceLineEndings(" ").Trim();

    private (IReadOnlyList<AllocationBucket>, StarterChoices) Table(List<ScenarioError> errors)
    {
        if (Csv.Length > CsvLengthMax)
        {
            errors.Add(new("Table", PageWords.Plain("scenarios.has-characters-more-than", Csv.Length, CsvLengthMax)));
            return ([], new());
        }

        try
        {
            return (AllocationCsv.Read("table", Csv), AllocationCsv.ReadChoices("table", Csv, new()));
        }
        catch (ScenarioException wrong)
        {
            errors.AddRange(wrong.Errors);
            return ([], new());
        }
    }

    private static decimal Number(string name, string text, decimal most, string example, List<ScenarioError> errors)
    {
        bool isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal number
        );
        if (!isNumber || number <= 0 || number > most)
        {
            errors.Add(new(name, PageWords.Plain("scenarios.is-not-a-number-above", text, most, example)));
        }

        return number;
    }

    // \z and not $: a line break after it would begin another line of the file.
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,11}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolWord();
}
