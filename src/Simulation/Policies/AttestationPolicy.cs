using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Souk.Simulation.Policies;

/// <summary>What somebody says off chain about a batch of data, and what became of it.</summary>
/// <param name="Attester">By row.</param>
/// <param name="Batch">Number of the attester's batch on the day.</param>
/// <param name="IsTrue">Whether the data are what was said.</param>
/// <param name="IsChecked">Whether a verifier looked.</param>
public readonly record struct Attestation(int Day, int Attester, int Batch, bool IsTrue, bool IsChecked)
{
    /// <summary>Bytes of a record's content in a digest.</summary>
    private const int ContentBytes = 14;

    /// <summary>Found to be false.</summary>
    public bool IsFound => IsChecked && !IsTrue;

    /// <summary>The digest of a record of attestations with this one at its end: it covers all before it.</summary>
    /// <param name="before">32 bytes; zeros before the first.</param>
    /// <param name="digest">32 bytes.</param>
    public void Chain(ReadOnlySpan<byte> before, Span<byte> digest)
    {
        Span<byte> content = stackalloc byte[SHA256.HashSizeInBytes + ContentBytes];
        before.CopyTo(content);
        Span<byte> own = content[SHA256.HashSizeInBytes..];
        BinaryPrimitives.WriteInt32BigEndian(own, Day);
        BinaryPrimitives.WriteInt32BigEndian(own[4..], Attester);
        BinaryPrimitives.WriteInt32BigEndian(own[8..], Batch);
        own[12] = IsTrue ? (byte)1 : (byte)0;
        own[13] = IsChecked ? (byte)1 : (byte)0;
        SHA256.HashData(content, digest);
    }
}

/// <summary>Whether people attest what is true.</summary>
/// <remarks>
/// Becker, "Crime and punishment", Journal of Political Economy 76 (1968): one cheats where the gain is above the chance to be
/// found times what is lost then.
/// </remarks>
public static class AttestationPolicy
{
    /// <param name="gain">From attesting what is false, USD.</param>
    /// <param name="checks">Chance that a verifier looks.</param>
    /// <param name="bond">Lost when found, USD.</param>
    public static bool IsTrue(double gain, double checks, double bond) => gain <= checks * bond;
}
