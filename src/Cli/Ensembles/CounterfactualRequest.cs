using System.Globalization;
using Souk.Cli.Screens;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Counterfactuals;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk counterfactual` was asked for.</summary>
/// <param name="Without">Parts that the twin lacks.</param>
/// <param name="Changes">Parameters that are otherwise in the twin.</param>
/// <param name="For">Whom the answer is about; null for all people.</param>
/// <param name="Output">A folder for everything that differs; null for none.</param>
internal sealed record CounterfactualRequest(
    Blueprint Actual,
    string[] Without,
    (string Path, string Value)[] Changes,
    string? For,
    uint Seed,
    int Runs,
    int Threads,
    int Shown,
    string? Output
)
{
    public CounterfactualReport Run(IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        Check();
        Blueprint twin = Changes.Aggregate(
            Without.Aggregate(Actual, Counterfactual.Without),
            (changed, one) => changed.With(one.Path, one.Value)
        );
        CounterfactualResult result = Counterfactual.Run(
            Actual,
            twin,
            Seed,
            Runs,
            Threads,
            new PairsLine(progress, Runs),
            cancellation
        );
        if (For is not null && !result.People.Contains(For))
        {
            throw new InvalidInputException(
                $"--for {For}: people of both scenarios are {string.Join(", ", result.People)}."
            );
        }

        if (Output is not null)
        {
            Write(result, Output);
        }

        return CounterfactualReport.Of(result, Named, For is null ? result.People : [For], Shown);
    }

    private string Named =>
        string.Join(" and ", [.. Without, .. Changes.Select(one => $"{one.Path} as it is, not {one.Value},")]);

    private void Check()
    {
        if (Without.Length + Changes.Length == 0)
        {
            throw new InvalidInputException(
                "Say what the twin lacks with --without PART, or what is otherwise in it with --set path=value."
            );
        }

        if (Runs is < 1 or > Counterfactual.RunsMax)
        {
            throw new InvalidInputException($"--runs {Runs} is not between 1 and {Counterfactual.RunsMax}.");
        }
    }

    private static void Write(CounterfactualResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        using (StreamWriter postings = File.CreateText(Path.Combine(folder, "postings.csv")))
        {
            postings.Write(CsvOutput.Line(["in", "day", "rule", "token", "from", "to", "units"]));
            foreach (PostingLine one in result.Postings.Select(CounterfactualReport.Line))
            {
                postings.Write(CsvOutput.Line([one.In, one.Day, one.Rule, one.Token, one.From, one.To, one.Units]));
            }
        }

        using StreamWriter groups = File.CreateText(Path.Combine(folder, "groups.csv"));
        groups.Write(CsvOutput.Line(["date", "group", "token", "decimals", "units_more"]));
        foreach (GroupDifference one in result.Groups)
        {
            for (int day = 0; day < one.ByDay.Count; day++)
            {
                string units = one.ByDay[day].ToString(CultureInfo.InvariantCulture);
                groups.Write(
                    CsvOutput.Line([result.Actual.Start.AddDays(day), one.Group, one.Token, one.Decimals, units])
                );
            }
        }
    }

    private sealed class PairsLine(IProgress<StageProgress> progress, int pairs) : IProgress<double>
    {
        public void Report(double value) =>
            progress.Report(
                new StageProgress(
                    value,
                    string.Create(CultureInfo.InvariantCulture, $"{value * pairs:N0} of {pairs:N0} pairs of runs done")
                )
            );
    }
}
