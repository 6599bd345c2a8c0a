using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>A way to run validators, with what it costs.</summary>
/// <param name="Share">Of all validators, 0 to 1; those of all environments add up to 1.</param>
/// <param name="HardwareUsdPerEpoch">For one validator.</param>
/// <param name="CloudUsdPerEpoch">For one validator.</param>
/// <param name="ServiceFeeShare">Of the validators' rewards, 0 to 1.</param>
public sealed record ValidatorEnvironment(
    string Name,
    double Share,
    double HardwareUsdPerEpoch,
    double CloudUsdPerEpoch,
    double ServiceFeeShare
)
{
    /// <summary>How far the shares may be from 1 in all.</summary>
    public const double ShareTolerance = 1e-9;

    /// <summary>The seven environments of the published model.</summary>
    public static IReadOnlyList<ValidatorEnvironment> Published { get; } =
    [
        new("own hardware", 0.37, HardwareUsdPerEpoch: 0.0014, CloudUsdPerEpoch: 0, ServiceFeeShare: 0),
        new("own cloud", 0.13, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0.00027, ServiceFeeShare: 0),
        new("pool by service", 0.27, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0, ServiceFeeShare: 0.12),
        new("pool hardware", 0.05, HardwareUsdPerEpoch: 0.0007, CloudUsdPerEpoch: 0, ServiceFeeShare: 0),
        new("pool cloud", 0.02, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0.00136, ServiceFeeShare: 0),
        new("service", 0.08, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0, ServiceFeeShare: 0.15),
        new("service, own keys", 0.08, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0, ServiceFeeShare: 0.12),
    ];

    internal static void Validate(IReadOnlyList<ValidatorEnvironment> environments)
    {
        double total = 0;
        foreach (ValidatorEnvironment environment in environments)
        {
            // A yield of nobody is no number.
            Bounds.Above(environment.Share, 0, $"{environment.Name}: {nameof(Share)}");
            Bounds.NotNegative(environment.HardwareUsdPerEpoch, $"{environment.Name}: {nameof(HardwareUsdPerEpoch)}");
            Bounds.NotNegative(environment.CloudUsdPerEpoch, $"{environment.Name}: {nameof(CloudUsdPerEpoch)}");
            Bounds.Share(environment.ServiceFeeShare, $"{environment.Name}: {nameof(ServiceFeeShare)}");
            total += environment.Share;
        }

        Bounds.Within(total, 1 - ShareTolerance, 1 + ShareTolerance, "sum of the environments' shares");
    }
}
