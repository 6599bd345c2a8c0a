using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Earnings;

/// <summary>Does it pay to contribute? What those who work for pay earned and what it cost them, by role and by when they came.</summary>
/// <remarks>Contributors, operators and annotators. Pay in tokens counts at the closing price of its day, whenever it is sold. A wage
/// asked is the least for which one works, so who works less gladly than others costs more.</remarks>
/// <param name="Roles">In the order of the scenario's parts.</param>
/// <param name="Runs">Of which all is the mean: replicates 0 to this less one.</param>
public sealed record ContributorEarnings(IReadOnlyList<RoleEarnings> Roles, uint Seed, int Runs, DateOnly Start)
{
    private static readonly string[] s_kinds = ["people.contributors", "people.operators", "people.annotators"];

    /// <summary>Whether somebody in a scenario works for pay.</summary>
    public static bool AreIn(Blueprint blueprint) => blueprint.Parts.Any(part => s_kinds.Contains(part.Kind.Name));

    /// <summary>Plays a scenario.</summary>
    /// <exception cref="ScenarioException">The scenario cannot run, or not with what a replicate drew.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ContributorEarnings Play(
        Blueprint blueprint,
        uint seed,
        int runs,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        IReadOnlyList<EarningBook>[] books = new IReadOnlyList<EarningBook>[runs];
        for (int run = 0; run < runs; run++)
        {
            ModelAssembly assembly = BlueprintModel.Assemble(blueprint.Draw(seed, (uint)run));
            books[run] =
            [
                .. assembly
                    .Components.Where(component => component is IEarners)
                    .Select(component => new EarningBook(component.Name, (IEarners)component, blueprint.HorizonDays)),
            ];
            using Simulator simulator = new(assembly.Model, null, new EarningSink(books[run]));
            simulator.Run(seed, (uint)run, cancellation);
        }

        return new ContributorEarnings(
            [
                .. Enumerable
                    .Range(0, books[0].Count)
                    .Select(role => EarningBook.MeanOf([.. books.Select(run => run[role])])),
            ],
            seed,
            runs,
            blueprint.Start
        );
    }
}
