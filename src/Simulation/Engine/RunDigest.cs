using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Engine;

/// <summary>Fingerprints results, so that "the same" means every bit of every number.</summary>
public static class RunDigest
{
    /// <summary>SHA-256 over the values' bits, the final balances and the slots that are results, all little-endian.</summary>
    internal static byte[] Of(ReadOnlySpan<double> values, Model model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Bytes(values));
        foreach (Token token in model.Ledger.Tokens)
        {
            foreach (AccountGroup group in model.Ledger.Chart.Groups)
            {
                hash.AppendData(Bytes(model.Ledger.Balances(token.Index).Slice(group.First, group.Count)));
            }
        }

        foreach (IResult result in model.Results)
        {
            hash.AppendData(result.Bytes);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The digest of an ensemble: engine version, scenario hash and seed, then the runs in replicate order.</summary>
    /// <returns>Lower-case hexadecimal.</returns>
    public static string Combine(string scenarioHash, uint seed, IEnumerable<RunResult> runs)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{EngineVersion.Current}\n{scenarioHash}\n{seed}\n"));
        foreach (RunResult run in runs.OrderBy(r => r.Replicate))
        {
            hash.AppendData(run.Digest);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Doubles and 128-bit integers lie in memory as they are hashed.
    private static ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values)
            : throw new PlatformNotSupportedException("Digests need a little-endian machine.");
}
