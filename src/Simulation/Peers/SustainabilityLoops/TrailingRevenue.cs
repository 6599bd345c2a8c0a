namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>USD earned within a period that ends now, from a rate per step; a step that lies half within counts half.</summary>
public sealed class TrailingRevenue
{
    private readonly TrailingSum _rates;
    private readonly double _stepSeconds;
    private readonly double _partSeconds;

    /// <param name="periodSeconds">At least a step.</param>
    public TrailingRevenue(int periodSeconds, int stepSeconds)
    {
        _rates = new TrailingSum(periodSeconds / stepSeconds);
        _stepSeconds = stepSeconds;
        _partSeconds = periodSeconds % stepSeconds;
    }

    public double Usd => (_rates.Sum * _stepSeconds) + (_rates.Dropped * _partSeconds);

    public void Add(double usdPerSecond) => _rates.Add(usdPerSecond);
}
