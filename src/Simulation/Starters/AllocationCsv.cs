using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Starters;

/// <summary>Reads an allocation table: a header `bucket,percent,tge,cliff_months,linear_months` and perhaps `price,wallet`, then a line per bucket.</summary>
/// <remarks>Lines such as `contributors:,5000` are choices (<see cref="StarterChoices" />). Columns may come in any order. Percentages may carry a % sign. Fields hold no commas; quotes around them go.</remarks>
public static class AllocationCsv
{
    /// <summary>More buckets are refused.</summary>
    public const int BucketsMax = 200;

    private const int NameLengthMax = 100;

    private static readonly string[] s_columns = ["bucket", "percent", "tge", "cliff_months", "linear_months"];
    private static readonly string[] s_optional = ["price", "wallet"];

    /// <summary>The buckets, whose percentages add up to exactly 100.</summary>
    /// <param name="file">For messages.</param>
    /// <exception cref="ScenarioException">Everything that is wrong, with line and column.</exception>
    public static IReadOnlyList<AllocationBucket> Read(string file, string text)
    {
        List<ScenarioError> errors = [];
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        AllocationLine header = new(file, 1, lines[0], errors);
        int[] places = [.. s_columns.Concat(s_optional).Select(column => Array.IndexOf(header.Lower(), column))];
        CheckHeader(header, places);
        ThrowIfAny(errors);
        List<AllocationBucket> buckets = [];
        for (int i = 1; i < lines.Length && errors.Count == 0; i++)
        {
            if (lines[i].Trim().Length > 0 && !lines[i].StartsWith('#') && !IsChoice(lines[i]))
            {
                buckets.Add(ReadBucket(new AllocationLine(file, i + 1, lines[i], errors), places));
            }
        }

        ThrowIfAny(errors);
        CheckTotal(file, buckets, errors);
        ThrowIfAny(errors);
        return buckets;
    }

    /// <summary>What lines such as `contributors:,5000` of the same table say of people and fees.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="others">What holds for all that the table does not say.</param>
    /// <exception cref="ScenarioException">Everything that is wrong, with line and column.</exception>
    public static StarterChoices ReadChoices(string file, string text, StarterChoices others)
    {
        List<ScenarioError> errors = [];
        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith('#') && IsChoice(lines[i]))
            {
                AllocationLine line = new(file, i + 1, lines[i], errors);
                string name = line.Field(0)[..^1].TrimEnd().ToLowerInvariant();
                StarterChoice? choice = StarterChoices.All.FirstOrDefault(one => one.Name == name);
                if (choice is null)
                {
                    string nearest = NearestWord.To(name, [.. StarterChoices.All.Select(one => one.Name)]);
                    line.Fail(name, 0, $"is no choice; did you mean '{nearest}:'?");
                }
                else if (others.With(choice, line.Field(1)) is { } changed)
                {
                    others = changed;
                }
                else
                {
                    line.Fail(name, 1, $"'{line.Field(1)}' is not {choice.Limits}");
                }
            }
        }

        ThrowIfAny(errors);
        return others;
    }

    // One value, where a bucket has at least four.
    private static bool IsChoice(string line)
    {
        string[] fields = line.Split(',');
        return fields[0].Trim().Trim('"').TrimEnd().EndsWith(':')
            && fields.Skip(2).All(field => string.IsNullOrWhiteSpace(field));
    }

    private static void CheckHeader(AllocationLine header, int[] places)
    {
        foreach ((string column, int place) in s_columns.Zip(places))
        {
            if (place < 0)
            {
                header.Fail(column, 0, $"is missing in the header; write {string.Join(',', s_columns)}");
            }
        }

        string[] names = header.Lower();
        string[] known = [.. s_columns, .. s_optional];
        for (int i = 0; i < names.Length; i++)
        {
            if (!known.Contains(names[i]))
            {
                header.Fail(names[i], i, $"is no column; did you mean '{NearestWord.To(names[i], known)}'?");
            }
        }
    }

    private static AllocationBucket ReadBucket(AllocationLine line, int[] places)
    {
        string name = line.Field(places[0]);
        if (name.Length == 0)
        {
            line.Fail("bucket", places[0], "is empty; write a name such as Team");
        }
        else if (name.Length > NameLengthMax || name.Any(IsBreak))
        {
            // The name becomes a comment of the scenario, which ends where the line does.
            line.Fail(
                "bucket",
                places[0],
                $"is longer than {NameLengthMax} characters, or has a character that is none"
            );
        }

        AllocationBucket bucket = new(
            name,
            line.Percent("percent", places[1]),
            line.Percent("tge", places[2]),
            line.Months("cliff_months", places[3]),
            line.Months("linear_months", places[4])
        )
        {
            Price = line.Price("price", places[5]),
            Wallet = line.Wallet("wallet", places[6]),
        };
        if (bucket.Percent == 0)
        {
            line.Fail("percent", places[1], "is 0; leave the bucket out");
        }

        return bucket;
    }

    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    private static void CheckTotal(string file, List<AllocationBucket> buckets, List<ScenarioError> errors)
    {
        decimal total = buckets.Sum(bucket => bucket.Percent);
        if (buckets.Count > BucketsMax)
        {
            errors.Add(new("bucket", $"{buckets.Count} buckets are more than {BucketsMax}", 1, 1) { File = file });
        }
        else if (total != 100)
        {
            decimal missing = Math.Abs(100 - total);
            string way = total < 100 ? $"{missing:0.####} % are missing" : $"{missing:0.####} % are too much";
            errors.Add(new("percent", $"adds up to {total:0.####} % and must be 100 %: {way}", 1, 1) { File = file });
        }

        foreach (
            IGrouping<string, AllocationBucket> twice in buckets.GroupBy(one => one.Name).Where(g => g.Count() > 1)
        )
        {
            errors.Add(new("bucket", $"'{twice.Key}' is there {twice.Count()} times", 1, 1) { File = file });
        }
    }

    private static void ThrowIfAny(List<ScenarioError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }
    }
}
