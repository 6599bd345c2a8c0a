using System.Text.Json;
using Souk.Dashboards.Amounts;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>A metric's rows as JSON from which the same table can be made again: every value is text, NULL is null, and
/// columns have the database's types.</summary>
internal static class MetricJson
{
    private static readonly TokenUnit s_baseUnits = new("", 0);

    public static void WriteColumns(Utf8JsonWriter json, MetricTable table)
    {
        json.WriteStartArray("columns");
        for (int column = 0; column < table.Columns.Count; column++)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Columns[column]);
            json.WriteString("type", table.Types[column]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteRows(Utf8JsonWriter json, MetricTable table, int skip, int count)
    {
        json.WriteStartArray("rows");
        foreach (object?[] row in table.Rows.Skip(skip).Take(count))
        {
            json.WriteStartObject();
            for (int column = 0; column < row.Length; column++)
            {
                string name = table.Columns[column];
                json.WriteString(name, row[column] is { } value ? CellText.Of(name, value, s_baseUnits).Exact : null);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
