using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Simulation.Adversaries;
using Souk.Simulation.Designs;

namespace Souk.Cli.Verbs;

/// <summary>`souk adversary SCENARIO`: the cheapest way to play a design for money.</summary>
internal static class AdversaryVerb
{
    private const string Description =
        "Let an optimiser play the adversaries of a scenario: Sybil farms, reward washers, cliff dumpers and cartels.\n\n"
        + "For each, alone: the attack that earns most, the cheapest that earns --earn (half of the most, where it is not\n"
        + "given), what both come to with another seed and four times the runs, and who pays, by twin runs without the\n"
        + "attacker. What the attacker may choose is what --vary names of its part. Finding nothing does not make a design safe.\n\n"
        + "Examples:\n"
        + "  souk adversary attacks --runs 1 --evaluations 60 --vary \"farm.identities=0..20000\" \\\n"
        + "      --vary \"wash.volume=0 USD/day..500000 USD/day\"\n"
        + "  souk adversary mine.yaml --earn 5000 --vary \"club.spend=0 USD..200000 USD\"";

    public static Command Create()
    {
        StudyOptions study = new();
        Option<double?> earn = new("--earn")
        {
            Description = "What an attack has to earn in half of the runs, USD.",
            HelpName = "USD",
        };
        Option<int> evaluations = new("--evaluations")
        {
            Description = "Attacks that each search may try.",
            HelpName = "N",
            DefaultValueFactory = _ => 200,
        };
        Option<bool> json = SharedOptions.Json();
        Command verb = new("adversary", Description) { earn, evaluations, json, ProgressScreen.Option };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                int tries = parsed.GetValue(evaluations);
                string[] parts = Parts(request, tries);
                AdversaryReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Adversaries",
                        progress =>
                            Task.Run(
                                () =>
                                    AdversaryReport.Of(
                                        request,
                                        tries,
                                        [
                                            .. parts.Select(part =>
                                                Lab(request, part)
                                                    .Find(
                                                        tries,
                                                        parsed.GetValue(earn),
                                                        new DesignProgressLine(progress, tries),
                                                        cancellation
                                                    )
                                            ),
                                        ]
                                    ),
                                CancellationToken.None
                            )
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
            }
        );
        return verb;
    }

    private static AdversaryLab Lab(StudyRequest request, string part) =>
        new(request.Blueprint, part, request.Variations, request.Seed, request.Runs, request.Threads);

    private static string[] Parts(StudyRequest request, int evaluations)
    {
        if (evaluations is < 1 or > 1_000_000)
        {
            throw new InvalidInputException($"--evaluations {evaluations} is not between 1 and 1,000,000.");
        }

        if (!request.Space.IsFree)
        {
            throw new InvalidInputException("--keep does not bind attackers: narrow their ranges instead.");
        }

        if (request.Place is not null)
        {
            throw new InvalidInputException("Attacks are played in this process: leave --shards and --work out.");
        }

        IReadOnlyList<string> adversaries = AdversaryLab.PartsOf(request.Blueprint);
        string[] played =
        [
            .. adversaries.Where(part =>
                request.Variations.Any(one => one.Path.StartsWith(part + ".", StringComparison.Ordinal))
            ),
        ];
        Variation? foreign = request.Variations.FirstOrDefault(one =>
            !played.Any(part => one.Path.StartsWith(part + ".", StringComparison.Ordinal))
        );
        return foreign is null
            ? played
            : throw new InvalidInputException(
                $"--vary {foreign.Path} is no choice of an adversary; the scenario has {(adversaries.Count == 0 ? $"none: add a part of the kind {string.Join(", ", AdversaryLab.Kinds)}" : string.Join(", ", adversaries))}."
            );
    }
}
