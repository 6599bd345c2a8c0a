using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>A column of a table of facts, and whether its integers stand for something else.</summary>
internal sealed record FactColumn(string Schema, string TableName, string Name, string Type)
{
    /// <summary>Schema and name.</summary>
    public string Table => $"{Schema}.{TableName}";

    /// <summary>An id of chain.topic.</summary>
    public bool IsTopic => Schema == "chain" && Type == "INTEGER" && Name == "topic0_id";

    /// <summary>An id of chain.address: in event tables every INTEGER but the chain and the place in its block;
    /// elsewhere the name says so.</summary>
    public bool IsAddress =>
        Type == "INTEGER"
        && !IsTopic
        && Name is not ("chain_id" or "log_index" or "transaction_index")
        && (Schema == "event" || Name.EndsWith("_id", StringComparison.Ordinal));

    /// <summary>SQL for the text of the value in a row called fact, with what an id stands for; NULL stays.</summary>
    public string Text()
    {
        string name = $"fact.\"{Name}\"";
        return this switch
        {
            { IsAddress: true } => $"(select hex(a.address) from chain.address a where a.address_id = {name})",
            { IsTopic: true } =>
                $"(select t.hash_high::varchar || '/' || t.hash_low::varchar from chain.topic t where t.topic_id = {name})",
            { Type: "BLOB" } => $"hex({name})",
            { Type: "VARCHAR" } => $"'=' || {name}",
            // The same digits as without BIGNUM, of which DuckDB writes a hundred in the time of one UHUGEINT.
            { Type: "UHUGEINT" } => $"{name}::bignum::varchar",
            _ => $"{name}::varchar",
        };
    }

    /// <summary>All columns of the tables of chain, event and market, in the order of tables and columns.</summary>
    public static List<FactColumn> ReadAll(DuckDBConnection connection) =>
        ReadAll(connection, "chain", "event", "market");

    /// <summary>All columns of the tables of some schemas, in the order of tables and columns.</summary>
    public static List<FactColumn> ReadAll(DuckDBConnection connection, params string[] schemas) =>
        connection.Query(
            $"""
            select c.table_schema, c.table_name, c.column_name, c.data_type
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ({string.Join(", ", schemas.Select(schema => $"'{schema}'"))})
                and t.table_type = 'BASE TABLE'
            order by c.table_schema, c.table_name, c.ordinal_position
            """,
            row => new FactColumn(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
        );
}
