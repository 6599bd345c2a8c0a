using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Keeps what the manifests say in the warehouse, and refuses what would leave gaps behind the cursor.
/// </summary>
internal sealed class ManifestStore(DuckDBConnection connection, ChainDictionaries dictionaries)
{
    public const string WayOut = "Nothing was changed. Index into a new --db file.";

    /// <summary>Stores systems, tokens and contracts, and creates event tables, all or nothing.</summary>
    /// <exception cref="SyncException">Contracts or events changed in a way that stored blocks do not reflect.
    /// </exception>
    public void Record(ManifestSet manifests, EventSchema events)
    {
        try
        {
            using DuckDBTransaction write = connection.BeginTransaction();
            var decodings = new DecodingStore(connection);
            decodings.RequireCurrent(manifests);
            events.Create(connection);
            RequireStoredChains(manifests);
            foreach (ChainManifest chain in manifests.Chains)
            {
                if (ReadCursor(chain) is { } cursor)
                {
                    RequireUnchanged(chain, cursor, ReadNamed(chain), (known, contract) => known.IsSameAs(contract));
                }
            }

            Write(manifests);
            decodings.Record(manifests, events);
            dictionaries.Write(connection);
            write.Commit();
            dictionaries.Keep();
        }
        catch
        {
            dictionaries.Forget();
            throw;
        }
    }

    /// <summary>Writes systems, which chains are made up, contracts that manifests name, and tokens, inside the caller's write.</summary>
    public void Write(ManifestSet manifests)
    {
        foreach (Manifest manifest in manifests.Manifests)
        {
            RecordSystem(manifest);
        }

        foreach (ChainManifest chain in manifests.Chains)
        {
            StartFinder.Require(chain);
            RecordNature(chain);
            RecordContracts(chain);
            new TokenStore(connection, dictionaries).Record(chain);
        }
    }

    /// <summary>All contracts of a chain: those of the manifests and those that were discovered.</summary>
    public IReadOnlyList<ChainContract> ReadContracts(ChainManifest chain) =>
        [
            .. chain.Contracts,
            .. ReadStored(chain.ChainId)
                .Where(stored => stored.DiscoveredBlock is not null)
                .Select(stored => new ChainContract(
                    stored.System,
                    chain.Manifests.First(manifest => manifest.System == stored.System).KindOf(stored.Kind),
                    stored.Name,
                    stored.Address,
                    stored.FromBlock,
                    stored.DiscoveredBlock
                )),
        ];

    /// <summary>Contracts whose values are stored, and the block that they are stored at.</summary>
    public IReadOnlyList<(Address Contract, long Block)> ReadValued(ChainManifest chain, EventSchema events) =>
        [
            .. chain
                .Manifests.SelectMany(manifest => manifest.Kinds.Select(kind => events.TablesOf(manifest.System, kind)))
                .Where(tables => tables.Values is not null)
                .SelectMany(tables =>
                    connection.Query(
                        $"""
                        select a.address, v.block_number
                        from event."{tables.Values!.Name}" v
                        join chain.address a on a.address_id = v.contract_id
                        where v.chain_id = $chain_id
                        """,
                        row => (new Address(row.GetFieldValue<byte[]>(0)), row.GetInt64(1)),
                        ("chain_id", chain.ChainId)
                    )
                ),
        ];

    private void RecordSystem(Manifest manifest)
    {
        connection.Execute("delete from chain.system where system = $system", ("system", manifest.System));
        connection.Execute(
            "insert into chain.system values ($system, $title, $token, $label)",
            ("system", manifest.System),
            ("title", manifest.Title),
            ("token", manifest.Token),
            ("label", manifest.Label)
        );
    }

    private void RecordNature(ChainManifest chain)
    {
        connection.Execute("delete from chain.development where chain_id = $chain_id", ("chain_id", chain.ChainId));
        if (chain.IsDevelopment)
        {
            connection.Execute("insert into chain.development values ($chain_id)", ("chain_id", chain.ChainId));
        }
    }

    private void RecordContracts(ChainManifest chain)
    {
        connection.Execute(
            "delete from chain.contract where chain_id = $chain_id and discovered_block is null",
            ("chain_id", chain.ChainId)
        );
        new BatchWriter(connection, chain.ChainId, dictionaries, CancellationToken.None).WriteContracts(
            chain.Contracts
        );
    }

    private static void RequireUnchanged(
        ChainManifest chain,
        long cursor,
        IReadOnlyList<StoredContract> stored,
        Func<StoredContract, ChainContract, bool> isSame
    )
    {
        foreach (StoredContract known in stored)
        {
            if (!chain.Contracts.Any(contract => isSame(known, contract)) && known.FromBlock <= cursor)
            {
                throw new SyncException(
                    SyncProblem.ContractsChanged,
                    $"Contract {known.Address} ({known.Name}, {known.System} {known.Kind}, from block "
                        + $"{known.FromBlock}) is stored for chain {chain.ChainId} up to block {cursor}, but the "
                        + $"manifests do not name it so. {WayOut}"
                );
            }
        }

        foreach (ChainContract contract in chain.Contracts)
        {
            if (contract.FromBlock <= cursor && !stored.Any(known => isSame(known, contract)))
            {
                throw new SyncException(
                    SyncProblem.ContractsChanged,
                    $"Contract {contract.Address} ({contract.Name}) begins at block {contract.FromBlock}, but chain "
                        + $"{chain.ChainId} is stored up to block {cursor} without it. {WayOut}"
                );
            }
        }
    }

    /// <summary>Stored logs must be all that the manifests ask for, whatever they make of them.</summary>
    /// <exception cref="SyncException">Other contracts, systems, chains or events than those that were read.</exception>
    public void RequireReadable(ManifestSet manifests, DecodingStore decodings)
    {
        RequireStoredChains(manifests);
        foreach (Manifest manifest in manifests.Manifests)
        {
            RequireDeployed(manifest);
            decodings.RequireKept(manifest);
        }

        foreach (ChainManifest chain in manifests.Chains)
        {
            if (ReadCursor(chain) is { } cursor)
            {
                RequireUnchanged(chain, cursor, ReadNamed(chain), (known, contract) => known.IsReadLike(contract));
            }
        }
    }

    /// <summary>Event tables hold all chains of a system, so none may be left out.</summary>
    private void RequireDeployed(Manifest manifest)
    {
        List<int> chains = connection.Query(
            "select distinct chain_id from chain.contract where system = $system order by all",
            row => row.GetInt32(0),
            ("system", manifest.System)
        );
        foreach (int chainId in chains)
        {
            if (manifest.Deployments.All(deployment => deployment.ChainId != chainId))
            {
                throw new SyncException(
                    SyncProblem.ContractsChanged,
                    $"System '{manifest.System}' is stored for chain {chainId}, but {manifest.Path} has no deployment "
                        + $"there. {WayOut}"
                );
            }
        }
    }

    /// <summary>The last block that is stored of a chain; null if none is.</summary>
    public long? ReadCursor(ChainManifest chain) =>
        connection
            .Query<long?>(
                "select block_number from chain.cursor where chain_id = $chain_id",
                row => row.GetInt64(0),
                ("chain_id", chain.ChainId)
            )
            .SingleOrDefault();

    private List<StoredContract> ReadNamed(ChainManifest chain) =>
        [.. ReadStored(chain.ChainId).Where(known => known.DiscoveredBlock is null)];

    /// <summary>A chain or a system with discoveries that the manifests no longer name would go stale unseen.</summary>
    public void RequireStoredChains(ManifestSet manifests)
    {
        List<(int ChainId, string System)> stored = connection.Query(
            """
            select distinct c.chain_id, c.system
            from chain.contract c
            join chain.cursor k on k.chain_id = c.chain_id and k.block_number >= c.from_block
            order by all
            """,
            row => (row.GetInt32(0), row.GetString(1))
        );
        foreach ((int chainId, string system) in stored)
        {
            ChainManifest? chain = manifests.Chains.FirstOrDefault(candidate => candidate.ChainId == chainId);
            if (chain is not null && chain.Manifests.All(manifest => manifest.System != system))
            {
                throw new SyncException(
                    SyncProblem.ContractsChanged,
                    $"System '{system}' is stored for chain {chainId}, but no manifest names it. Name its manifest too, "
                        + $"since a chain has one cursor. {WayOut}"
                );
            }
        }
    }

    /// <summary>Contracts as they are stored, ordered by address.</summary>
    public List<StoredContract> ReadStored(int chainId) =>
        connection.Query(
            """
            select c.system, c.kind, c.name, a.address, c.from_block, c.discovered_block
            from chain.contract c
            join chain.address a using (address_id)
            where c.chain_id = $chain_id
            order by a.address
            """,
            row => new StoredContract(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                new Address(row.GetFieldValue<byte[]>(3)),
                row.GetInt64(4),
                row.IsDBNull(5) ? null : row.GetInt64(5)
            ),
            ("chain_id", chainId)
        );
}
