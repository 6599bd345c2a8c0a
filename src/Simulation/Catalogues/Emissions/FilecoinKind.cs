using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Emissions;

namespace Souk.Simulation.Catalogues.Emissions;

/// <summary>`emission.filecoin`: simple and baseline minting, as storage power grows.</summary>
internal static class FilecoinKind
{
    private const int Decimals = 18;

    public static CatalogueEntry Entry { get; } =
        EmissionKinds.Entry(
            "emission.filecoin",
            "Simple minting by time and baseline minting by storage power, from genesis on.",
            "Filecoin: specs-actors at 985cd0f (docs/mechanisms/filecoin-minting.md)",
            "token",
            [
                new("token", ParameterKind.Token, "What is minted, with 18 decimals.") { IsFixed = true },
                new("power", ParameterKind.Number, "Raw storage power of the network at its first day, in EiB.")
                {
                    Max = 1e6,
                    IsFixed = true,
                },
                new("power_growth", ParameterKind.Number, "Growth of power in a year: 1 doubles it.")
                {
                    Default = "0",
                    Min = -0.99,
                    Max = 100,
                    IsFixed = true,
                },
            ],
            (part, token, _) =>
            {
                if (token.Decimals != Decimals)
                {
                    throw new ArgumentException(
                        $"token is {token.Symbol} with {token.Decimals} decimals; the schedule counts in {Decimals}"
                    );
                }

                FilecoinSchedule schedule = new(
                    FilecoinParameters.Mainnet,
                    part.Number("power"),
                    part.Number("power_growth")
                );
                return (day, _, _) => schedule.OfDay((int)day);
            }
        );
}
