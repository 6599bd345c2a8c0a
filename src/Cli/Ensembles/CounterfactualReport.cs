using System.Globalization;
using System.Text;
using Souk.Simulation.Counterfactuals;

namespace Souk.Cli.Ensembles;

/// <summary>What a group holds more on the last day of run 0.</summary>
/// <param name="Units">Base units, exact; negative where it holds less.</param>
/// <param name="FirstDay">The first day at whose close it differs.</param>
internal sealed record GroupLine(string Group, string Token, string Units, int Decimals, DateOnly FirstDay);

/// <summary>A posting that only one of the runs made.</summary>
/// <param name="In">`actual` or `twin`.</param>
/// <param name="Day">−1 before the first day.</param>
internal sealed record PostingLine(string In, int Day, string Rule, string Token, string From, string To, string Units);

/// <summary>What the change did to a group's worth, USD over replicates.</summary>
internal sealed record WorthLine(string Group, double P5, double P50, double P95, string Answer);

/// <summary>What `souk counterfactual` prints.</summary>
/// <param name="Change">What the twin lacks.</param>
/// <param name="First">The first posting that differs; null where none does.</param>
internal sealed record CounterfactualReport(
    string Scenario,
    string Change,
    uint Seed,
    int Runs,
    string EngineVersion,
    string ActualHash,
    string TwinHash,
    string ActualDigest,
    string TwinDigest,
    int PostingsSame,
    int PostingsDiffering,
    PostingLine? First,
    IReadOnlyList<PostingLine> Postings,
    IReadOnlyList<GroupLine> Groups,
    IReadOnlyList<WorthLine> Worth
)
{
    /// <param name="groups">Those whom answers are about.</param>
    /// <param name="shown">Postings that are listed.</param>
    public static CounterfactualReport Of(
        CounterfactualResult result,
        string change,
        IReadOnlyList<string> groups,
        int shown
    ) =>
        new(
            result.Actual.Title,
            change,
            result.Seed,
            result.Runs,
            Simulation.Engine.EngineVersion.Current,
            result.Actual.Hash,
            result.Other.Hash,
            result.Digests.Actual,
            result.Digests.Other,
            result.SamePostings,
            result.Postings.Count,
            result.Postings.Count > 0 ? Line(result.Postings[0]) : null,
            [.. result.Postings.Take(shown).Select(Line)],
            [
                .. result.Groups.Select(one => new GroupLine(
                    one.Group,
                    one.Token,
                    Integer(one.Last),
                    one.Decimals,
                    result.Actual.Start.AddDays(one.FirstDay!.Value)
                )),
            ],
            [
                .. groups.Select(group =>
                {
                    (double low, double median, double high) = result.Band(group);
                    return new WorthLine(group, low, median, high, result.Answer(change, group));
                }),
            ]
        );

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: what {Change} did, {Runs:N0} pairs of runs with the same luck");
        Add(text, $"seed {Seed}, engine {EngineVersion}; scenarios {ActualHash[..12]} and {TwinHash[..12]}");
        Add(text, $"");
        foreach (WorthLine worth in Worth)
        {
            Add(text, $"{worth.Answer}");
        }

        Add(text, $"");
        Add(text, $"run 0: {PostingsSame:N0} postings are the same, {PostingsDiffering:N0} differ");
        foreach (PostingLine one in Postings)
        {
            string told = one == First ? "first  " : "       ";
            Add(text, $"{told}{Spelled(one)}");
        }

        if (Groups.Count > 0)
        {
            Add(text, $"");
            Add(text, $"run 0, last day: held more with it, in base units (negative: less)");
        }

        foreach (GroupLine group in Groups)
        {
            Add(text, $"{group.Group, -28} {group.Token, -8} {group.Units, 32}   since {group.FirstDay:yyyy-MM-dd}");
        }

        return text.ToString().TrimEnd();
    }

    public static PostingLine Line(DifferingPosting one) =>
        new(
            one.InActual ? "actual" : "twin",
            one.Posting.Day,
            one.Posting.Rule,
            one.Posting.Token,
            one.Posting.From,
            one.Posting.To,
            Integer(one.Posting.Units)
        );

    private static string Spelled(PostingLine one) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(one.In == "actual" ? "with" : "without"), -8} day {one.Day, 4}  {one.Rule, -24} {one.From} → {one.To}  {one.Units} {one.Token}"
        );

    private static string Integer(Int128 units) => units.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
