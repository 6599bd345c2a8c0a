using System.Buffers.Binary;
using System.Security.Cryptography;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Engine;

/// <summary>Fingerprints results, so that "the same" means every bit of every number.</summary>
public static class RunDigest
{
    private const int WordBytes = 16;

    /// <summary>SHA-256 over the values' bits and the final balances, all little-endian.</summary>
    internal static byte[] Of(ReadOnlySpan<double> values, TokenLedger ledger, int tokenCount)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[WordBytes];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(word, value);
            hash.AppendData(word[..sizeof(double)]);
        }

        for (int token = 0; token < tokenCount; token++)
        {
            foreach (Int128 balance in ledger.Balances(token))
            {
                BinaryPrimitives.WriteInt128LittleEndian(word, balance);
                hash.AppendData(word);
            }
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
}
