using System.Buffers.Binary;
using System.Text;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>Metadata of format 15 and events, written by hand for a runtime with one pallet beside System: what runtimes do
/// that no package ships the metadata of.</summary>
internal static class TinyRuntime
{
    public const byte PalletIndex = 9;

    private const int AccountType = 3;

    /// <summary>The maps of Bittensor's pallet that are read: the hashers of their keys, and their values.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Hashers, string Value)> Maps = new Dictionary<
        string,
        (byte[], string)
    >
    {
        ["SubnetTAO"] = ([6], "u64"),
        ["SubnetAlphaIn"] = ([6], "u64"),
        ["SubnetAlphaOut"] = ([6], "u64"),
        ["AlphaDividendsPerSubnet"] = ([6, 2], "u64"),
        ["RootAlphaDividendsPerSubnet"] = ([6, 2], "u64"),
        ["PendingOwnerCut"] = ([6], "u64"),
        ["SubnetOwner"] = ([6], "account"),
    };

    /// <param name="pallet">Name of the pallet.</param>
    /// <param name="events">Each a name and its fields: "u16", "u64", "account" or "u64s".</param>
    public static byte[] Metadata(string pallet, params (string Name, string[] Fields)[] events) =>
        Metadata(pallet, Maps, events);

    public static byte[] Metadata(
        string pallet,
        IReadOnlyDictionary<string, (byte[] Hashers, string Value)> maps,
        params (string Name, string[] Fields)[] events
    )
    {
        List<byte> bytes = [.. "meta"u8, 15];
        bytes.AddRange(Compact(9));
        bytes.AddRange([
            .. Type(0, [], [5, 4]),
            .. Type(1, [], [5, 6]),
            .. Type(2, [], [3, 32, 0, 0, 0, .. Compact(4)]),
        ]);
        bytes.AddRange(
            Type(AccountType, ["sp_core", "crypto", "AccountId32"], [0, .. Compact(1), 0, .. Compact(2), 0, 0])
        );
        bytes.AddRange([.. Type(4, [], [5, 3]), .. Type(5, [], [2, .. Compact(1)])]);
        byte[] variants =
        [
            1,
            .. Compact(events.Length),
            .. events.SelectMany(
                (entry, index) =>
                    (byte[])
                        [
                            .. Text(entry.Name),
                            .. Compact(entry.Fields.Length),
                            .. entry.Fields.SelectMany(field => (byte[])[0, .. Compact(TypeOf(field)), 0, 0]),
                            (byte)index,
                            0,
                        ]
            ),
        ];
        bytes.AddRange(Type(6, ["tiny", "Event"], variants));
        byte[] record =
        [
            0,
            .. Compact(3),
            .. new[] { "phase", "event", "topics" }.SelectMany(name => (byte[])[1, .. Text(name), .. Compact(0), 0, 0]),
        ];
        bytes.AddRange([.. Type(7, ["frame_system", "EventRecord"], record), .. Type(8, [], [2, .. Compact(7)])]);
        byte[] storage = [1, .. Text("System"), .. Compact(1), .. Text("Events"), 0, 0, .. Compact(8), 0, 0];
        bytes.AddRange(Compact(2));
        bytes.AddRange([.. Text("System"), .. storage, 0, 0, 0, 0, 0, 0]);
        byte[] stored =
        [
            1,
            .. Text(pallet),
            .. Compact(maps.Count),
            .. maps.SelectMany(map =>
                (byte[])
                    [
                        .. Text(map.Key),
                        0,
                        1,
                        .. Compact(map.Value.Hashers.Length),
                        .. map.Value.Hashers,
                        .. Compact(0),
                        .. Compact(TypeOf(map.Value.Value)),
                        0,
                        0,
                    ]
            ),
        ];
        bytes.AddRange([.. Text(pallet), .. stored, 0, 1, .. Compact(6), 0, 0, PalletIndex, 0]);
        return [.. bytes];
    }

    /// <summary>A block of events, each of the pallet: number of the variant and its fields.</summary>
    public static byte[] Events(params (byte Variant, byte[] Fields)[] events) =>
        [
            .. Compact(events.Length),
            .. events.SelectMany(entry => (byte[])[1, PalletIndex, entry.Variant, .. entry.Fields, 0]),
        ];

    public static byte[] U16(ushort value) => [(byte)(value & 0xff), (byte)(value >> 8)];

    public static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] U64s(params ulong[] values) => [.. Compact(values.Length), .. values.SelectMany(U64)];

    private static byte[] Compact(int value) =>
        value < 64 ? [(byte)(value << 2)] : [(byte)((value << 2) | 1), (byte)(value >> 6)];

    private static byte[] Text(string text) => [.. Compact(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Type(int id, string[] path, byte[] definition) =>
        [.. Compact(id), .. Compact(path.Length), .. path.SelectMany(Text), 0, .. definition, 0];

    private static int TypeOf(string field) =>
        field switch
        {
            "u16" => 0,
            "u64" => 1,
            "account" => AccountType,
            _ => 5,
        };
}
