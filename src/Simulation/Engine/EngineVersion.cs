namespace Souk.Simulation.Engine;

/// <summary>Identifies the rules: with scenario hash and seed it names a result.</summary>
public static class EngineVersion
{
    /// <summary>Raised by every change that gives an existing scenario other results.</summary>
    public const string Current = "2";
}
