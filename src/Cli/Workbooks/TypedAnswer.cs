using System.Globalization;
using System.Text.Json;
using Souk.Warehouse.Queries;

namespace Souk.Cli.Workbooks;

/// <summary>A query's answer as JSON from which the same table can be made again: every value is text, NULL is null, columns
/// have the database's types, and the last block of each chain is told.</summary>
internal static class TypedAnswer
{
    private const int FlushBytes = 1 << 16;

    public static void Write(QueryRequest request, Stream output)
    {
        using Utf8JsonWriter json = new(output);
        IReadOnlyList<string> types = [];
        IReadOnlyList<string> columns = [];
        long count = 0;
        json.WriteStartObject();
        SandboxedQuery.Run(
            request,
            names =>
            {
                columns = names;
                WriteColumns(json, names, types);
                json.WriteStartArray("rows");
            },
            row =>
            {
                count++;
                WriteRow(json, columns, row);
                if (json.BytesPending > FlushBytes)
                {
                    json.Flush();
                }
            },
            found => types = found
        );
        json.WriteEndArray();
        json.WriteNumber("row_count", count);
        WriteTips(json, request);
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<string> names, IReadOnlyList<string> types)
    {
        json.WriteStartArray("columns");
        for (int column = 0; column < names.Count; column++)
        {
            json.WriteStartObject();
            json.WriteString("name", names[column]);
            json.WriteString("type", types[column]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        for (int column = 0; column < row.Length; column++)
        {
            json.WriteString(columns[column], row[column] is { } value ? Text(value) : null);
        }

        json.WriteEndObject();
    }

    private static void WriteTips(Utf8JsonWriter json, QueryRequest request)
    {
        json.WriteStartArray("as_of");
        foreach ((long chain, long block, string time) in QueryAbout.ReadTips(request))
        {
            json.WriteStartObject();
            json.WriteNumber("chain_id", chain);
            json.WriteNumber("block_number", block);
            json.WriteString("time", time);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
