using System.Globalization;
using System.Text;
using System.Text.Json;
using Souk.Indexer.Encodings;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>A header as a node gives it, and the hash that it must have.</summary>
/// <param name="Parent">Zero for a chain's first block.</param>
/// <param name="Time">UTC, down to whole seconds.</param>
/// <param name="Results">Root over the results of the block before.</param>
/// <param name="Transactions">Root over the hashes of the block's transactions.</param>
/// <param name="Validators">Hash of those who sign this block.</param>
/// <param name="NextValidators">Hash of those who sign the next one.</param>
internal sealed record CosmosHeader(
    long Height,
    Hash32 Hash,
    Hash32 Parent,
    DateTime Time,
    Hash32 Results,
    Hash32 Transactions,
    Hash32 Validators,
    Hash32 NextValidators
)
{
    private const int FractionDigits = 9;

    /// <param name="json">A header of `blockchain` or `block`.</param>
    /// <exception cref="FormatException">It is no header.</exception>
    public static CosmosHeader Read(JsonElement json)
    {
        long height = CosmosJson.Number(json, "height");
        JsonElement version = json.GetProperty("version");
        (long seconds, int nanos) = ReadTime(CosmosJson.Text(json, "time"));
        byte[] parent = HexOf(json.GetProperty("last_block_id"), "hash");
        byte[][] fields =
        [
            new ProtoWriter()
                .Number(1, CosmosJson.Number(version, "block", absent: 0))
                .Number(2, CosmosJson.Number(version, "app", absent: 0))
                .ToArray(),
            Wrapped(Encoding.UTF8.GetBytes(CosmosJson.Text(json, "chain_id"))),
            new ProtoWriter().Number(1, height).ToArray(),
            new ProtoWriter().Number(1, seconds).Number(2, nanos).ToArray(),
            BlockId(json.GetProperty("last_block_id"), parent),
            .. new[]
            {
                "last_commit_hash",
                "data_hash",
                "validators_hash",
                "next_validators_hash",
                "consensus_hash",
                "app_hash",
                "last_results_hash",
                "evidence_hash",
                "proposer_address",
            }.Select(name => Wrapped(HexOf(json, name))),
        ];
        return new CosmosHeader(
            height,
            HashTree.RootOf(fields),
            HashOf(parent),
            DateTime.UnixEpoch.AddSeconds(seconds),
            HashOf(HexOf(json, "last_results_hash")),
            HashOf(HexOf(json, "data_hash")),
            HashOf(HexOf(json, "validators_hash")),
            HashOf(HexOf(json, "next_validators_hash"))
        );
    }

    /// <summary>Upper-case hex of 32 bytes.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Hash32 HashOf(JsonElement json, string name) => HashOf(HexOf(json, name));

    /// <summary>Zero where there is none.</summary>
    private static Hash32 HashOf(byte[] bytes) =>
        bytes.Length switch
        {
            0 => default,
            Hash32.ByteCount => Hash32.FromBytes(bytes),
            _ => throw new FormatException($"a hash has {bytes.Length} bytes"),
        };

    private static byte[] HexOf(JsonElement json, string name) =>
        Convert.FromHexString(json.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "");

    private static byte[] Wrapped(byte[] value) => new ProtoWriter().Bytes(1, value).ToArray();

    private static byte[] BlockId(JsonElement json, byte[] hash)
    {
        // 0.34 and later call it parts; the message in it is written even where it is empty.
        JsonElement parts = json.GetProperty("parts");
        byte[] set = new ProtoWriter()
            .Number(1, CosmosJson.Number(parts, "total", absent: 0))
            .Bytes(2, HexOf(parts, "hash"))
            .ToArray();
        return new ProtoWriter().Bytes(1, hash).Message(2, set).ToArray();
    }

    /// <summary>RFC 3339 with up to nine digits behind the second, in UTC.</summary>
    private static (long Seconds, int Nanos) ReadTime(string text)
    {
        string whole = text.Split('.', 'Z')[0];
        string fraction = text.Contains('.') ? text[(whole.Length + 1)..].TrimEnd('Z') : "";
        if (
            !text.EndsWith('Z')
            || fraction.Length > FractionDigits
            || fraction.Any(digit => !char.IsAsciiDigit(digit))
            || !DateTime.TryParseExact(
                whole,
                "yyyy-MM-dd'T'HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out DateTime time
            )
        )
        {
            throw new FormatException($"'{text}' is no time in UTC");
        }

        int nanos = int.Parse(fraction.PadRight(FractionDigits, '0'), CultureInfo.InvariantCulture);
        return ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond, nanos);
    }
}
