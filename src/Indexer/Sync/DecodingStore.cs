using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Keeps what stored logs were decoded and mapped with, so that two versions are never mixed.</summary>
internal sealed class DecodingStore(DuckDBConnection connection)
{
    /// <exception cref="SyncException">Stored logs were decoded or mapped otherwise.</exception>
    public void RequireCurrent(ManifestSet manifests)
    {
        foreach (Manifest manifest in manifests.Manifests)
        {
            if (FindChange(manifest) is not { } change)
            {
                continue;
            }

            if (!HasLogs(manifest.System))
            {
                DropTables(TablesOf(manifest.System));
                continue;
            }

            string paths = string.Join(' ', manifests.Manifests.Select(named => named.Path));
            throw new SyncException(
                SyncProblem.RedecodeNeeded,
                $"The {change} of system '{manifest.System}' changed since its logs were stored. Nothing was changed. "
                    + $"Decode them anew, without the network: souk redecode {paths} --db FILE"
            );
        }
    }

    /// <summary>Records what is decoded and mapped from now on, inside the caller's write.</summary>
    public void Record(ManifestSet manifests, EventSchema events)
    {
        foreach (Manifest manifest in manifests.Manifests)
        {
            Forget(manifest.System);
            Insert(
                "chain.manifest",
                manifest.System,
                ManifestHash.OfDecoding(manifest),
                ManifestHash.OfMapping(manifest)
            );
            foreach (EventTable table in events.TablesOf(manifest.System))
            {
                Insert("chain.event_table", manifest.System, table.Name, table.Definition);
            }

            foreach (ContractKind kind in manifest.Kinds.Where(kind => kind.IsFiltered))
            {
                foreach (Hash32 topic0 in TopicsOf(kind))
                {
                    Insert("chain.event_filter", manifest.System, kind.Name, topic0.ToBytes());
                }
            }
        }
    }

    /// <summary>Tables that hold a system's events and values.</summary>
    public IReadOnlyList<string> TablesOf(string system) =>
        connection.Query(
            """
            select t.name
            from chain.event_table t
            join information_schema.tables i on i.table_schema = 'event' and i.table_name = t.name
            where t.system = $system
            order by all
            """,
            row => row.GetString(0),
            ("system", system)
        );

    /// <summary>Makes event tables as the manifests have them, empty; keeps values whose calls are the same, inside the
    /// caller's write.</summary>
    /// <returns>Tables of values that were emptied because their calls changed.</returns>
    public IReadOnlyList<string> RecreateTables(ManifestSet manifests, EventSchema events)
    {
        List<string> emptied = [];
        foreach (Manifest manifest in manifests.Manifests)
        {
            List<EventTable> values = [.. events.TablesOf(manifest.System).Where(table => !table.HasLogs)];
            List<string> kept = [.. values.Where(IsUnchanged).Select(table => table.Name)];
            emptied.AddRange(values.Select(table => table.Name).Except(kept));
            DropTables(TablesOf(manifest.System).Union(events.NamesOf(manifest.System)).Except(kept));
        }

        events.Create(connection);
        return emptied;
    }

    /// <summary>Removes what quarantine says of values that will be asked for anew, inside the caller's write.</summary>
    /// <param name="emptied">As <see cref="RecreateTables"/> gave them.</param>
    public void ForgetValues(ManifestSet manifests, EventSchema events, IReadOnlyList<string> emptied)
    {
        foreach (Manifest manifest in manifests.Manifests)
        {
            foreach (ContractKind kind in manifest.Kinds)
            {
                if (events.TablesOf(manifest.System, kind).Values is { } table && !emptied.Contains(table.Name))
                {
                    continue;
                }

                connection.Execute(
                    """
                    delete from chain.quarantine q
                    where q.reason = 'value'
                        and exists (
                            from chain.contract c
                            where c.chain_id = q.chain_id
                                and c.address_id = q.address_id
                                and c.system = $system
                                and c.kind = $kind
                        )
                    """,
                    ("system", manifest.System),
                    ("kind", kind.Name)
                );
            }
        }
    }

    private bool IsUnchanged(EventTable table)
    {
        List<string> columns = connection.Query(
            "select column_name || ' ' || data_type from information_schema.columns "
                + "where table_schema = 'event' and table_name = $name order by ordinal_position",
            row => row.GetString(0),
            ("name", table.Name)
        );
        List<string> definitions = connection.Query(
            "select definition from chain.event_table where name = $name",
            row => row.GetString(0),
            ("name", table.Name)
        );
        return columns.SequenceEqual(table.Stored.Select(column => $"{column.Name} {column.SqlType}"))
            && definitions.All(definition => definition == table.Definition);
    }

    private void DropTables(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            connection.Execute($"drop table if exists event.\"{name}\"");
        }
    }

    /// <exception cref="SyncException">A kind now keeps events whose logs were left out when they were read.
    /// </exception>
    public void RequireKept(Manifest manifest)
    {
        ILookup<string, Hash32> stored = connection
            .Query(
                "select kind, topic0 from chain.event_filter where system = $system",
                row => (Kind: row.GetString(0), Topic0: Hash32.FromBytes(row.GetFieldValue<byte[]>(1))),
                ("system", manifest.System)
            )
            .ToLookup(row => row.Kind, row => row.Topic0);
        foreach (ContractKind kind in manifest.Kinds.Where(kind => stored.Contains(kind.Name)))
        {
            if (!kind.IsFiltered || TopicsOf(kind).Except(stored[kind.Name]).Any())
            {
                throw new SyncException(
                    SyncProblem.ContractsChanged,
                    $"Contract kind {kind.Name} of system '{manifest.System}' kept only some events so far; the logs of "
                        + $"others were not stored, so they cannot be decoded. {ManifestStore.WayOut}"
                );
            }
        }
    }

    private string? FindChange(Manifest manifest)
    {
        (string Decoding, string Mapping)? stored = connection
            .Query<(string, string)?>(
                "select decoding, mapping from chain.manifest where system = $system",
                row => (row.GetString(0), row.GetString(1)),
                ("system", manifest.System)
            )
            .SingleOrDefault();
        return stored switch
        {
            null => null,
            { } known when known.Decoding != ManifestHash.OfDecoding(manifest) => "events or values",
            { } known when known.Mapping != ManifestHash.OfMapping(manifest) => "mapping",
            _ => null,
        };
    }

    /// <summary>Whether blocks of the system's contracts are stored, if only without logs.</summary>
    private bool HasLogs(string system) =>
        connection.Scalar<bool>(
            """
            select count(*) > 0
            from chain.contract c
            join chain.cursor k on k.chain_id = c.chain_id and k.block_number >= c.from_block
            where c.system = $system
            """,
            ("system", system)
        );

    private void Forget(string system)
    {
        foreach (string table in new[] { "manifest", "event_table", "event_filter" })
        {
            connection.Execute($"delete from chain.{table} where system = $system", ("system", system));
        }
    }

    private void Insert(string table, params object[] values) =>
        connection.Execute(
            $"insert into {table} values ({string.Join(", ", values.Select((_, index) => $"$v{index}"))})",
            [.. values.Select((value, index) => ($"v{index}", (object?)value))]
        );

    private static IEnumerable<Hash32> TopicsOf(ContractKind kind) =>
        kind.Events.Select(signature => signature.Topic0).Distinct();
}
