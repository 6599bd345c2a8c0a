using System.Text.Json;
using Souk.Research.Frames;

namespace Souk.Research.Connections;

/// <summary>Rows of an answer as text, with the types that the database gave them: enough to make the same frame.</summary>
internal sealed record TypedRows(IReadOnlyList<(string Name, string Type)> Columns, List<string?[]> Rows)
{
    /// <exception cref="KeyNotFoundException">The answer has another shape.</exception>
    public static TypedRows Read(JsonElement answer)
    {
        TypedRows typed = new(
            [
                .. answer
                    .GetProperty("columns")
                    .EnumerateArray()
                    .Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("type").GetString()!)),
            ],
            []
        );
        typed.Add(answer);
        return typed;
    }

    /// <summary>Adds the rows of a further page.</summary>
    public void Add(JsonElement answer)
    {
        foreach (JsonElement row in answer.GetProperty("rows").EnumerateArray())
        {
            Rows.Add([.. Columns.Select(column => row.GetProperty(column.Name).GetString())]);
        }
    }

    /// <summary>The same rows with their types, in DuckDB.</summary>
    public Frame ToFrame(FrameStore store)
    {
        string file = Path.GetTempFileName();
        try
        {
            Write(file);
            string names = string.Join(", ", Columns.Select((_, at) => $"c{at}: 'VARCHAR'"));
            string values = string.Join(
                ", ",
                Columns.Select((column, at) => $"{Value(column.Type, at)} as {FrameColumn.Quote(column.Name)}")
            );
            string path = file.Replace("'", "''", StringComparison.Ordinal);
            return store.Sql(
                $"select {values} from read_json('{path}', format = 'newline_delimited', columns = {{{names}}})"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Value(string type, int at) =>
        type == "BLOB" ? $"unhex(substr(c{at}, 3))" : $"cast(c{at} as {type})";

    private void Write(string file)
    {
        using FileStream stream = File.Create(file);
        foreach (string?[] row in Rows)
        {
            using (Utf8JsonWriter json = new(stream))
            {
                json.WriteStartObject();
                for (int at = 0; at < row.Length; at++)
                {
                    json.WriteString($"c{at}", row[at]);
                }

                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }
    }
}
