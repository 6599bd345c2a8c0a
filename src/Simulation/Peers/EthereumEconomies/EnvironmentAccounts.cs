namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What the validators of each environment are and earn, a column per quantity, in the order of the parameters.</summary>
public sealed class EnvironmentAccounts(int count)
{
    public double[] Validators { get; } = new double[count];
    public double[] StakedEth { get; } = new double[count];
    public double[] HardwareCostsUsd { get; } = new double[count];
    public double[] CloudCostsUsd { get; } = new double[count];
    public double[] ServiceFeesUsd { get; } = new double[count];
    public double[] CostsUsd { get; } = new double[count];
    public double[] RevenueUsd { get; } = new double[count];
    public double[] ProfitUsd { get; } = new double[count];

    /// <summary>A fraction per year.</summary>
    public double[] RevenueYield { get; } = new double[count];

    /// <summary>A fraction per year.</summary>
    public double[] ProfitYield { get; } = new double[count];
}
