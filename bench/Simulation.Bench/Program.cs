using System.Diagnostics;
using System.Globalization;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Activity = Souk.Simulation.Scenarios.Activity;

if (args is ["peers"])
{
    PeerModels.Run();
    return;
}

// 100 runs of a year with about 2,000 agents: agent-steps per second, and two threads against one in the same process.
const int Runs = 100;
Int128 oneToken = BaseUnits.One(18);
InitialState state = new InitialState
{
    Market = "bench",
    Date = new DateOnly(2027, 1, 1),
    Token = new TokenSpec("T", 18),
    Stablecoin = new TokenSpec("USDC", 6),
    Supply = 1_000_000_000 * oneToken,
    Holders = new Holders(),
    Pool = new PoolState(20_000_000 * oneToken, 1_000_000 * BaseUnits.One(6)),
    Fees = new FeeRules(MarketFeeShare: 0.1, BurnShare: 0.3),
    EmissionPerDay = 10_000 * oneToken,
    Activity = new Activity
    {
        ActiveContributors = 300,
        ActiveBuyers = 200,
        OrdersPerDay = 400,
        MeanOrderUsd = 20,
        OrderUsdSigma = 0.6,
    },
}.WithRestToOther();
Scenario scenario = new() { Name = "bench", State = state };
double agentSteps = (double)new Simulator(scenario).AgentCount * scenario.HorizonDays * Runs;
Time(1, runs: 10);
double one = Time(1, Runs);
double two = Time(2, Runs);
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"1 thread {one:0.00} s, {agentSteps / one / 1e6:0.0} M agent-steps/s; 2 threads {two:0.00} s, efficiency {one / two / 2:0.00}"
    )
);

double Time(int threads, int runs)
{
    Stopwatch watch = Stopwatch.StartNew();
    Ensemble.Run(scenario, seed: 1, runs, threads);
    return watch.Elapsed.TotalSeconds;
}
