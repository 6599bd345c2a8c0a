using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Assemblies;

/// <summary>A part whose tokens become free on days that are known.</summary>
internal interface IUnlocks
{
    /// <summary>What becomes free.</summary>
    Token Unlocking { get; }

    /// <summary>Base units that are free at the close of a day, if nothing changes but what is announced.</summary>
    Int128 FreeAt(int day);
}
