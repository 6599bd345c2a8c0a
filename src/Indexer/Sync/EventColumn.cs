using System.Numerics;
using System.Text.Json.Nodes;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>How one decoded value is stored: in one column, or in two for integers beyond 64 bits.</summary>
/// <param name="WideName">Column for integers of 10³⁸ and more, as 32 bytes big-endian, signed ones in two's
/// complement; null for other types.</param>
/// <param name="Place">Where a log has it; null for what comes from a call.</param>
internal sealed record EventColumn(string Name, string SqlType, AbiType Type, string? WideName, ParameterPlace? Place)
{
    /// <summary>DuckDB's HUGEINT ends just above 10³⁸; so does DECIMAL(38,0), which exports need.</summary>
    public static readonly Int128 AmountLimit = (Int128)BigInteger.Pow(10, 38);

    /// <summary>Columns for parameters in order, all named differently and unlike those taken.</summary>
    /// <param name="places">One for each parameter; none for values of calls.</param>
    public static IReadOnlyList<EventColumn> For(
        IEnumerable<AbiParameter> parameters,
        IReadOnlyList<ParameterPlace> places,
        IEnumerable<string> taken
    )
    {
        HashSet<string> names = [.. taken];
        List<EventColumn> columns = [];
        foreach (AbiParameter parameter in parameters)
        {
            string stem = SnakeCase.Of(parameter.Name);
            string name = stem.Length > 0 ? stem : $"arg{columns.Count}";
            bool isHash = parameter.IsIndexed && !parameter.Type.IsWord;
            string sqlType = isHash ? "BLOB" : SqlTypeOf(parameter.Type);
            string free = Free(isHash ? name + "_hash" : name);
            string? wide = sqlType == "HUGEINT" ? Free(free + "_wide") : null;
            ParameterPlace? place = places.ElementAtOrDefault(columns.Count);
            columns.Add(new EventColumn(free, sqlType, parameter.Type, wide, place));
        }

        return columns;

        string Free(string name)
        {
            while (!names.Add(name))
            {
                name += "_";
            }

            return name;
        }
    }

    /// <summary>Column names and types as the table has them.</summary>
    public IEnumerable<(string Name, string SqlType)> Stored =>
        WideName is null ? [(Name, SqlType)] : [(Name, SqlType), (WideName, "BLOB")];

    /// <summary>Adds a value to a row; null stays null.</summary>
    public void Append(DuckDBAppenderRow row, object? value, IdDictionary<Address> addresses)
    {
        switch (value)
        {
            case null:
                row.AppendNullValue();
                break;
            case Address address:
                row.AppendValue(addresses.IdOf(address));
                break;
            case bool flag:
                row.AppendValue(flag);
                break;
            case Hash32 hash:
                row.AppendValue(hash.ToBytes());
                break;
            case BigInteger number:
                AppendInteger(row, number);
                return;
            case object[] values:
                row.AppendValue(ToJson(values));
                break;
            default:
                row.AppendValue(value);
                break;
        }

        if (WideName is not null)
        {
            row.AppendNullValue();
        }
    }

    /// <summary>An array or a tuple as text: integers in decimal text, for JSON readers round beyond 2⁵³; bytes and
    /// addresses as 0x text.</summary>
    public static string ToJson(object[] values) => ToNode(values)!.ToJsonString();

    private static string SqlTypeOf(AbiType type) =>
        type.Kind switch
        {
            AbiKind.Address => "INTEGER",
            AbiKind.Bool => "BOOLEAN",
            AbiKind.Unsigned when type.Size <= 64 => "UBIGINT",
            AbiKind.Signed when type.Size <= 64 => "BIGINT",
            AbiKind.Unsigned or AbiKind.Signed => "HUGEINT",
            AbiKind.Bytes or AbiKind.FixedBytes => "BLOB",
            _ => "VARCHAR",
        };

    private void AppendInteger(DuckDBAppenderRow row, BigInteger number)
    {
        if (WideName is null)
        {
            _ = SqlType == "UBIGINT" ? row.AppendValue((ulong)number) : row.AppendValue((long)number);
        }
        else if (BigInteger.Abs(number) < AmountLimit)
        {
            row.AppendValue((Int128)number).AppendNullValue();
        }
        else
        {
            row.AppendNullValue().AppendValue(ToWord(number));
        }
    }

    private static byte[] ToWord(BigInteger number)
    {
        byte[] word = new byte[AbiType.WordByteCount];
        byte[] digits = number.ToByteArray(isUnsigned: number.Sign >= 0, isBigEndian: true);
        word.AsSpan().Fill(number.Sign < 0 ? byte.MaxValue : (byte)0);
        digits.CopyTo(word, word.Length - digits.Length);
        return word;
    }

    private static JsonNode? ToNode(object value) =>
        value switch
        {
            object[] items => new JsonArray([.. items.Select(ToNode)]),
            bool flag => JsonValue.Create(flag),
            byte[] bytes => JsonValue.Create(Rpc.Hex.From(bytes)),
            _ => JsonValue.Create(value.ToString()),
        };
}
