using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;

namespace Souk.Indexer.Sync;

/// <summary>The tables that the manifests' events and values go to.</summary>
internal sealed class EventSchema
{
    private readonly Dictionary<(string System, string Kind), KindTables> _kinds = [];
    private readonly Dictionary<string, EventTable> _tables = [];

    /// <exception cref="ManifestException">Two events would share a table's name.</exception>
    public EventSchema(ManifestSet manifests)
    {
        foreach (Manifest manifest in manifests.Manifests)
        {
            foreach (ContractKind kind in manifest.Kinds)
            {
                _kinds.Add((manifest.System, kind.Name), CreateTables(manifest, kind));
            }
        }
    }

    public KindTables TablesOf(ChainContract contract) => TablesOf(contract.System, contract.Kind);

    public KindTables TablesOf(string system, ContractKind kind) => _kinds[(system, kind.Name)];

    /// <summary>Creates missing tables, inside the caller's write.</summary>
    /// <exception cref="SyncException">A stored table has other columns.</exception>
    public void Create(DuckDBConnection connection)
    {
        ILookup<string, string> stored = connection
            .Query(
                "select table_name, column_name || ' ' || data_type from information_schema.columns "
                    + "where table_schema = 'event' order by ordinal_position",
                row => (Table: row.GetString(0), Column: row.GetString(1))
            )
            .ToLookup(column => column.Table, column => column.Column);
        foreach (EventTable table in _tables.Values)
        {
            List<string> columns = [.. table.Stored.Select(column => $"{column.Name} {column.SqlType}")];
            if (!stored.Contains(table.Name))
            {
                string list = string.Join(", ", table.Stored.Select(column => $"\"{column.Name}\" {column.SqlType}"));
                connection.Execute($"create table event.\"{table.Name}\" ({list})");
            }
            else if (!stored[table.Name].SequenceEqual(columns))
            {
                throw new SyncException(
                    SyncProblem.EventsChanged,
                    $"Table event.{table.Name} has ({string.Join(", ", stored[table.Name])}), but the manifest's event "
                        + $"needs ({string.Join(", ", columns)}). Index into a new --db file."
                );
            }
        }
    }

    private KindTables CreateTables(Manifest manifest, ContractKind kind)
    {
        Dictionary<string, int> counts = [];
        Dictionary<EventSignature, EventRoute> events = [];
        foreach (EventSignature signature in kind.Events)
        {
            string name = SnakeCase.Of(signature.Name);
            counts[name] = counts.GetValueOrDefault(name) + 1;
            EventTable table = Add(manifest, EventTable.Of(manifest.System, kind, signature, counts[name]));
            events.Add(signature, new EventRoute(new EventLayout(signature), table));
        }

        EventTable? values = kind.Values.Count > 0 ? Add(manifest, EventTable.OfValues(manifest.System, kind)) : null;
        return new KindTables(new LogDecoder(kind.Events), events, values);
    }

    private EventTable Add(Manifest manifest, EventTable table) =>
        _tables.TryAdd(table.Name, table)
            ? table
            : throw new ManifestException(
                $"{manifest.Path}: two events would be stored in event.{table.Name}. Rename a kind or a system."
            );
}

/// <summary>Where the logs and values of one contract kind go.</summary>
internal sealed record KindTables(
    LogDecoder Decoder,
    IReadOnlyDictionary<EventSignature, EventRoute> Events,
    EventTable? Values
);

/// <summary>How logs of one event are checked and where they go.</summary>
internal sealed record EventRoute(EventLayout Layout, EventTable Table);
