using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Puts into quarantine logs that say that value moved where no payment of that amount stands at the log: a token
/// kept a part on the way, or nothing moved. Manifests say which events and amounts (<see cref="EventRule.Moves"/>).</summary>
internal sealed class LabelCheck(ChainManifest chain, EventSchema events)
{
    /// <summary>Empty where no manifest says that an event moves value.</summary>
    private readonly string _insert = InsertOf(chain, events);

    /// <summary>Checks what a range holds, inside the caller's write and after the mappings.</summary>
    /// <returns>Entries added: one for each amount that did not move.</returns>
    public int Quarantine(DuckDBConnection connection, BlockRange range) =>
        _insert.Length == 0
            ? 0
            : connection.Execute(
                _insert,
                ("chain_id", chain.ChainId),
                ("from_block", range.From),
                ("to_block", range.To)
            );

    private static string InsertOf(ChainManifest chain, EventSchema events)
    {
        IEnumerable<string> selects =
            from manifest in chain.Manifests
            from kind in manifest.Kinds
            from rule in kind.Rules
            from parameter in rule.Moves
            let table = events.TablesOf(manifest.System, kind).Events[rule.Signature].Table
            select Select(manifest.System, table.Name, table.ColumnAt(parameter).Name);
        string all = string.Join("\nunion all\n", selects);
        return all.Length == 0 ? "" : $"insert into chain.quarantine\n{all}";
    }

    private static string Select(string system, string table, string amount) =>
        $"""
            select
                e.chain_id, e.block_number, e.log_index, e.contract_id, 'event',
                'no transfer of ' || e."{amount}" || ' in its transaction; the token may keep a part of each transfer'
            from event."{table}" e
            anti join (
                from market.payment
                where chain_id = $chain_id
                    and block_number between $from_block and $to_block
            ) p
                on p.chain_id = e.chain_id
                and p.block_number = e.block_number
                and p.log_index = e.log_index
                and p.system = '{system}'
                and p.amount = e."{amount}"
            where e.chain_id = $chain_id
                and e.block_number between $from_block and $to_block
                and e."{amount}" > 0
            """;
}
