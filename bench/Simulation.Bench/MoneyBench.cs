using Souk.Simulation.Engine;
using Souk.Simulation.Peers;

namespace Souk.Simulation.Bench;

/// <summary>100,000 agents give one unit to another, in shuffled order, on one core.</summary>
internal static class MoneyBench
{
    private const int Agents = 100_000;
    private const int Steps = 500;

    // Mesa 3.3.1, `shuffle_do`, 100,000 agents, measured on the same kind of machine: million agent-steps per second.
    private const double MesaMillions = 0.61;

    // Wealth is read and written twice; the order and the choice stay in the first cache.
    private const int BytesPerAgentStep = 4 * sizeof(int);

    public static void Run(double bandwidth)
    {
        using Simulator simulator = new(new BoltzmannWealth(Agents, Steps).Model);
        simulator.Run(seed: 1, replicate: 0);
        double seconds = Measure.Seconds(() => simulator.Run(seed: 1, replicate: 0));
        double rate = (double)Agents * Steps / seconds;
        Report.Line(
            $"money: {rate / 1e6:0.0} M agent-steps/s on one core, {rate / 1e6 / MesaMillions:0} x Mesa; {Report.Memory(rate * BytesPerAgentStep, BytesPerAgentStep, bandwidth)}"
        );
    }
}
