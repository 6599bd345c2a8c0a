using System.Globalization;
using System.Text;
using Souk.Simulation.Adversaries;

namespace Souk.Cli.Ensembles;

/// <summary>What an attack comes to, USD; means over runs.</summary>
/// <param name="LossShare">Of runs, in which it does not pay.</param>
internal sealed record OutcomeLine(double Cost, double Gain, double Profit, double LossShare);

/// <summary>An attack with what it comes to, and that with fresh luck.</summary>
internal sealed record AttackLine(IReadOnlyDictionary<string, string> Settings, OutcomeLine Found, OutcomeLine Fresh)
{
    public static AttackLine Of(Attack attack) =>
        new(
            attack.Settings.ToDictionary(setting => setting.Path, setting => setting.Value),
            Of(attack.Found),
            Of(attack.Fresh)
        );

    private static OutcomeLine Of(AttackOutcome outcome) =>
        new(outcome.CostUsd, outcome.GainUsd, outcome.ProfitUsd, outcome.LossShare);
}

/// <summary>What was found for one adversary.</summary>
/// <param name="Cheapest">Null where nothing that pays was found.</param>
/// <param name="Payers">USD that each group of accounts loses by the cheapest attack.</param>
internal sealed record AdversaryLine(
    string Part,
    string Kind,
    string Verdict,
    AttackLine Best,
    AttackLine? Cheapest,
    double EarnUsd,
    IReadOnlyDictionary<string, double> Payers
);

/// <summary>What `souk adversary` prints.</summary>
internal sealed record AdversaryReport(
    string Scenario,
    uint Seed,
    int RunsPerPoint,
    int Evaluations,
    IReadOnlyList<AdversaryLine> Adversaries
)
{
    public static AdversaryReport Of(StudyRequest study, int evaluations, IReadOnlyList<AttackFinding> findings) =>
        new(
            study.Blueprint.Title,
            study.Seed,
            study.Runs,
            evaluations,
            [
                .. findings
                    .OrderBy(finding => finding.Cheapest?.Found.CostUsd ?? double.PositiveInfinity)
                    .Select(finding => new AdversaryLine(
                        finding.Part,
                        finding.Kind,
                        finding.Cheapest is null ? "none found within these bounds" : "pays",
                        AttackLine.Of(finding.Best),
                        finding.Cheapest is { } cheapest ? AttackLine.Of(cheapest) : null,
                        finding.EarnUsd,
                        finding.Payers.ToDictionary(payer => payer.Group, payer => payer.Usd)
                    )),
            ]
        );

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: {Evaluations:N0} attacks of each kind × {RunsPerPoint:N0} runs, seed {Seed}");
        foreach (AdversaryLine one in Adversaries)
        {
            Add(text, $"");
            Add(text, $"{one.Part} ({one.Kind}): {one.Verdict}");
            if (one.Cheapest is null)
            {
                Tell(text, "the best that was tried", one.Best);
                continue;
            }

            Tell(
                text,
                string.Create(CultureInfo.InvariantCulture, $"cheapest that earns {one.EarnUsd:N0} USD"),
                one.Cheapest
            );
            Tell(text, "that earns most", one.Best);
            string payers = string.Join(
                ", ",
                one.Payers.Take(5)
                    .Select(payer => string.Create(CultureInfo.InvariantCulture, $"{payer.Key} {payer.Value:N2}"))
            );
            Add(
                text,
                $"  who pays for the cheapest, USD: {(payers.Length > 0 ? payers : "nobody within the scenario")}"
            );
        }

        Add(text, $"");
        Add(
            text,
            $"Where nothing was found, nothing was found within these bounds by this search: that does not make a design safe."
        );
        return text.ToString().TrimEnd();
    }

    private static void Tell(StringBuilder text, string what, AttackLine attack)
    {
        string set = string.Join(" ", attack.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
        OutcomeLine found = attack.Found;
        Add(
            text,
            $"  {what}: {set}; costs {found.Cost:N2}, brings {found.Gain:N2}, earns {found.Profit:N2} USD; with fresh luck {attack.Fresh.Profit:N2}, a loss in {attack.Fresh.LossShare:P0} of runs"
        );
    }

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
