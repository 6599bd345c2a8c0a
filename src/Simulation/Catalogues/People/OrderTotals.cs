using Souk.Simulation.Engine;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>What became of all custom orders so far.</summary>
internal sealed class OrderTotals(Model model, string name)
{
    public Counter Requested { get; } = model.Counter($"{name}.requested_total", 0);

    public Counter Matched { get; } = model.Counter($"{name}.matched_total", 0);

    public Counter Expired { get; } = model.Counter($"{name}.expired_total", 0);

    public Counter Waiting { get; } = model.Counter($"{name}.waiting", 0);

    public Counter WaitDays { get; } = model.Counter($"{name}.wait_days", 0);

    /// <summary>Share of languages in which somebody is willing.</summary>
    public Signal Covered { get; } = model.Signal($"{name}.covered", 0);

    /// <summary>Share of contributors who are willing.</summary>
    public Signal Willing { get; } = model.Signal($"{name}.willing", 0);

    /// <summary>1 before anything ended.</summary>
    public double MatchRate =>
        Matched.Value + Expired.Value == 0 ? 1 : (double)Matched.Value / (Matched.Value + Expired.Value);

    public double MeanWait => Matched.Value == 0 ? 0 : (double)WaitDays.Value / Matched.Value;
}
