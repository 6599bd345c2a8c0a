using Souk.Simulation.Engine;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Assemblies;

/// <summary>What happened to a token since the start, in base units.</summary>
internal sealed class TokenTallies(Model model, string symbol)
{
    public Amount Burned { get; } = model.Amount($"burned.{symbol}", 0);

    public Amount Emitted { get; } = model.Amount($"emitted.{symbol}", 0);

    public Amount Unlocked { get; } = model.Amount($"unlocked.{symbol}", 0);
}
