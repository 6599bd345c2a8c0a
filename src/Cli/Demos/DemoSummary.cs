using System.Globalization;
using System.Numerics;
using System.Text;

namespace Souk.Cli.Demos;

/// <summary>What `souk demo --once` prints.</summary>
/// <param name="Payments">Payment legs of the Masa market.</param>
/// <param name="BurnedMasa">MASA sent to the zero address, base units (18 decimals).</param>
/// <param name="UnlockedMasa">MASA paid out by vesting wallets, base units (18 decimals).</param>
/// <param name="DocumentsVerified">Documents with the hash that the chain says.</param>
/// <param name="TipHash">Hash of the chain's last block.</param>
/// <param name="WarehouseDigest">SHA-256 over all facts.</param>
/// <param name="SimulationDigest">SHA-256 over all results of the ensemble.</param>
internal sealed record DemoSummary(
    string Label,
    ulong Seed,
    long Blocks,
    long Logs,
    long Quarantined,
    long Unknown,
    BigInteger Payments,
    string BurnedMasa,
    string UnlockedMasa,
    long DocumentsVerified,
    string TipHash,
    string WarehouseDigest,
    string SimulationDigest,
    string Database
)
{
    public override string ToString()
    {
        StringBuilder text = new();
        void Line(string name, FormattableString value) =>
            text.Append(name.PadRight(20)).AppendLine(value.ToString(CultureInfo.InvariantCulture));

        text.AppendLine(Label);
        Line("seed", $"{Seed}");
        Line("blocks", $"{Blocks:N0}");
        Line("logs", $"{Logs:N0} ({Quarantined:N0} quarantined, {Unknown:N0} of unknown events)");
        Line("payments (Masa)", $"{Payments:N0} legs");
        Line("burned (Masa)", $"{BurnedMasa} base units of MASA (10^18 = 1 MASA)");
        Line("unlocked (Masa)", $"{UnlockedMasa} base units of MASA");
        Line("documents", $"{DocumentsVerified:N0} verified");
        Line("last block", $"{TipHash}");
        Line("warehouse digest", $"{WarehouseDigest}");
        Line("simulation digest", $"{SimulationDigest}");
        Line("warehouse", $"{Database}");
        return text.ToString().TrimEnd();
    }
}
