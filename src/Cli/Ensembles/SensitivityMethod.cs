namespace Souk.Cli.Ensembles;

/// <summary>How it is found out what matters.</summary>
internal enum SensitivityMethod
{
    Tornado,
    Morris,
    Sobol,
}
