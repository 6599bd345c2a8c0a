using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <summary>The 2048-bit filter over addresses and topics of logs.</summary>
/// <remarks>Source: Ethereum yellow paper, section 4.3.1.</remarks>
internal static class Bloom
{
    public const int ByteCount = 256;

    public static byte[] Of(IEnumerable<ScriptedLog> logs)
    {
        byte[] bloom = new byte[ByteCount];
        foreach (ScriptedLog log in logs)
        {
            Add(bloom, log.Contract.ToBytes());
            foreach (Hash32 topic in log.Topics)
            {
                Add(bloom, topic.ToBytes());
            }
        }

        return bloom;
    }

    private static void Add(byte[] bloom, byte[] item)
    {
        byte[] hash = Keccak256.Hash(item);
        for (int pair = 0; pair < 6; pair += 2)
        {
            int bit = ((hash[pair] << 8) | hash[pair + 1]) & 2047;
            bloom[ByteCount - 1 - (bit / 8)] |= (byte)(1 << (bit % 8));
        }
    }
}
