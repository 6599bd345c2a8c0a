using Souk.Simulation.Populations;

namespace Souk.Simulation.Assemblies;

/// <summary>People who work for pay, as who asks whether it pays for them sees them.</summary>
internal interface IEarners
{
    Population Agents { get; }

    /// <summary>What they do, in a word.</summary>
    string Role { get; }

    /// <summary>Tells of each what the day brought and cost, at its close.</summary>
    void Tell(int day, EarningDay told);
}

/// <summary>One day of many agents, in USD by row; 0 for who did not work.</summary>
internal sealed class EarningDay(int count)
{
    /// <summary>Paid, tokens valued at the closing price.</summary>
    public double[] Income { get; } = new double[count];

    /// <summary>Spent on the work.</summary>
    public double[] Spent { get; } = new double[count];

    /// <summary>The wage that one asks for the day's work: what the time is worth to who works.</summary>
    public double[] Asked { get; } = new double[count];
}
