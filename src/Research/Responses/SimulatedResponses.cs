using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;

namespace Souk.Research.Responses;

/// <summary>Panels of a scenario's agents, for the estimator that reads the parties of a warehouse.</summary>
/// <remarks>An estimate on them tells what an observer would see of the model, which may be less than what the model does.</remarks>
public static class SimulatedResponses
{
    /// <summary>Plays one run: an agent is a unit, presence is a day on which it sent anything, an event is a payment to it.</summary>
    /// <param name="people">Accounts of those who may respond, such as `contributors`.</param>
    /// <param name="payer">Accounts whose payment is the event, such as `data_rewards`; `outside` for newly minted tokens.</param>
    /// <exception cref="ArgumentException">There are no such accounts; the message names those that there are.</exception>
    /// <exception cref="InvalidOperationException">A rule met what it cannot do, or the people outgrew their accounts.</exception>
    /// <exception cref="Souk.Simulation.Scenarios.ScenarioException">The scenario cannot run.</exception>
    public static ResponsePanel Read(
        Blueprint blueprint,
        string people,
        string payer,
        uint seed,
        CancellationToken cancellation = default
    ) => Read(BlueprintModel.Build(blueprint.Draw(seed, replicate: 0)), people, payer, seed, cancellation);

    internal static ResponsePanel Read(
        Model model,
        string people,
        string payer,
        uint seed,
        CancellationToken cancellation = default
    )
    {
        PostingPanel panel = new(people, payer);
        using Simulator simulator = new(model, crew: null, panel);
        simulator.Run(seed, replicate: 0, cancellation);
        return panel.Read();
    }
}
