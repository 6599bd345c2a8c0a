using Souk.DuckDb;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Pseudonyms;

/// <summary>A copy of a warehouse in which addresses are pseudonyms; it ends with this.</summary>
/// <remarks>Ids refer to addresses everywhere, so one table holds most of them; the rest stand in texts and in blobs of 20
/// bytes. Raw logs, transaction hashes and long byte values of events could hold them in any form: they are left out.</remarks>
internal sealed class PseudonymousCopy : IDisposable
{
    private const int PairsAtOnce = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-pseudonyms-").FullName;

    private PseudonymousCopy(WarehouseFile source)
    {
        string path = Path.Combine(_folder, "pseudonyms.duckdb");
        File.Copy(source.StoredAt, path);
        Warehouse = WarehouseFile.Open(path);
    }

    public WarehouseFile Warehouse { get; }

    /// <param name="source">A warehouse that this process holds, or borrowed.</param>
    public static PseudonymousCopy Of(WarehouseFile source, PseudonymKey key, CancellationToken cancellation = default)
    {
        // What its write-ahead log holds goes into the file first.
        if (!source.IsBorrowed)
        {
            source.Connection.Execute("checkpoint");
        }

        PseudonymousCopy copy = new(source);
        try
        {
            copy.Replace(key, cancellation);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Replace(PseudonymKey key, CancellationToken cancellation)
    {
        DuckDBConnection connection = Warehouse.Connection;
        connection.Execute(
            "delete from chain.log; delete from chain.removed_log; delete from chain.removed_row; delete from chain.quarantine; "
                + string.Concat(HandoutLog.Tables.Select(table => $"delete from {table}; "))
        );
        foreach ((string table, string column, string type) in Columns(connection))
        {
            cancellation.ThrowIfCancellationRequested();
            if (type == "VARCHAR")
            {
                ReplaceTexts(connection, table, column, key);
            }
            else
            {
                ReplaceBlobs(connection, table, column, key);
            }
        }
    }

    private static List<(string Table, string Column, string Type)> Columns(DuckDBConnection connection) =>
        connection.Query(
            """
            select '"' || schema_name || '"."' || table_name || '"', '"' || column_name || '"', data_type
            from duckdb_columns()
            where database_name = current_database() and not internal and data_type in ('VARCHAR', 'BLOB')
                and (schema_name, table_name) in (select (schema_name, table_name) from duckdb_tables() where not internal)
            order by all
            """,
            row => (row.GetString(0), row.GetString(1), row.GetString(2))
        );

    private static void ReplaceTexts(DuckDBConnection connection, string table, string column, PseudonymKey key)
    {
        List<string> texts = connection.Query(
            $"select distinct {column} from {table} where regexp_matches({column}, '0[xX][0-9a-fA-F]{{40}}')",
            row => row.GetString(0)
        );
        if (texts.Count == 0)
        {
            return;
        }

        Remember(connection, texts.Select(text => (text, key.In(text))));
        connection.Execute(
            $"update {table} set {column} = pseudonym.now from pseudonym where {table}.{column} = pseudonym.old"
        );
    }

    private static void ReplaceBlobs(DuckDBConnection connection, string table, string column, PseudonymKey key)
    {
        if (table.StartsWith("\"event\"", StringComparison.Ordinal))
        {
            connection.Execute($"update {table} set {column} = ''::blob where octet_length({column}) > 32");
        }

        List<string> addresses = connection.Query(
            $"select distinct hex({column}) from {table} where octet_length({column}) = 20",
            row => row.GetString(0)
        );
        if (addresses.Count == 0)
        {
            return;
        }

        Remember(connection, addresses.Select(hex => (hex, Convert.ToHexString(key.Of(Convert.FromHexString(hex))))));
        connection.Execute(
            $"update {table} set {column} = unhex(pseudonym.now) from pseudonym where hex({table}.{column}) = pseudonym.old"
        );
    }

    private static void Remember(DuckDBConnection connection, IEnumerable<(string Old, string Now)> pairs)
    {
        connection.Execute("create or replace temp table pseudonym (old varchar, now varchar)");
        foreach ((string Old, string Now)[] part in pairs.Chunk(PairsAtOnce))
        {
            string values = string.Join(", ", part.Select(pair => $"({Text(pair.Old)}, {Text(pair.Now)})"));
            connection.Execute($"insert into pseudonym values {values}");
        }
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
