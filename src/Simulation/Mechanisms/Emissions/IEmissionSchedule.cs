namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>New tokens as a function of the number of periods alone. Issued amounts never fall.</summary>
public interface IEmissionSchedule
{
    /// <summary>Base units issued in the periods 1 to <paramref name="period"/>; 0 for period 0.</summary>
    Int128 IssuedBy(long period);

    /// <summary>Base units issued in one period, counted from 1. The periods add up to what is issued.</summary>
    Int128 Emission(long period) => IssuedBy(period) - IssuedBy(period - 1);
}
