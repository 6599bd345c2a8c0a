using Souk.DuckDb.Native;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Types;

/// <summary>A logical type of DuckDB, read once so that no value needs a native call.</summary>
internal sealed class ColumnType
{
    public ColumnType(LogicalTypeHandle type)
    {
        Id = (DuckDBType)duckdb_get_type_id(type);
        StorageId = Id;
        switch (Id)
        {
            case DuckDBType.Decimal:
                Width = duckdb_decimal_width(type);
                Scale = duckdb_decimal_scale(type);
                StorageId = (DuckDBType)duckdb_decimal_internal_type(type);
                break;
            case DuckDBType.Enum:
                Names = ReadNames(
                    duckdb_enum_dictionary_size(type),
                    index => duckdb_enum_dictionary_value(type, index)
                );
                StorageId = (DuckDBType)duckdb_enum_internal_type(type);
                break;
            case DuckDBType.List:
                Children = [Own(duckdb_list_type_child_type(type))];
                break;
            case DuckDBType.Struct:
                ulong fieldCount = duckdb_struct_type_child_count(type);
                Names = ReadNames(fieldCount, index => duckdb_struct_type_child_name(type, index));
                Children = new ColumnType[fieldCount];
                for (ulong field = 0; field < fieldCount; field++)
                {
                    Children[field] = Own(duckdb_struct_type_child_type(type, field));
                }

                break;
        }
    }

    public DuckDBType Id { get; }

    /// <summary>The integer that holds a DECIMAL or an ENUM; otherwise <see cref="Id"/>.</summary>
    public DuckDBType StorageId { get; }

    public byte Width { get; }

    public byte Scale { get; }

    /// <summary>Field names of a STRUCT, labels of an ENUM.</summary>
    public string[] Names { get; } = [];

    /// <summary>Field types of a STRUCT, the one element type of a LIST.</summary>
    public ColumnType[] Children { get; } = [];

    /// <summary>Reads the type and releases it.</summary>
    public static ColumnType Own(LogicalTypeHandle type)
    {
        using (type)
        {
            return new ColumnType(type);
        }
    }

    /// <summary>As SQL writes the type.</summary>
    public override string ToString() =>
        Id switch
        {
            DuckDBType.Decimal => $"DECIMAL({Width},{Scale})",
            DuckDBType.List => $"{Children[0]}[]",
            DuckDBType.Struct => $"STRUCT({string.Join(", ", Names.Zip(Children, (name, type) => $"{name} {type}"))})",
            DuckDBType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
            DuckDBType.TimestampSeconds => "TIMESTAMP_S",
            DuckDBType.TimestampMilliseconds => "TIMESTAMP_MS",
            DuckDBType.TimestampNanoseconds => "TIMESTAMP_NS",
            DuckDBType.TimeTz => "TIME WITH TIME ZONE",
            _ => Id.ToString().ToUpperInvariant(),
        };

    private static string[] ReadNames(ulong count, Func<ulong, nint> readName)
    {
        string[] names = new string[count];
        for (ulong index = 0; index < count; index++)
        {
            names[index] = TakeText(readName(index));
        }

        return names;
    }
}
