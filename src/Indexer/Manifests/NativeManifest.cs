using Souk.Indexer.Mapping;
using Souk.Indexer.Natives;

namespace Souk.Indexer.Manifests;

/// <summary>Adds to a manifest of a chain without Ethereum's contracts what each of them needs: the event that stands for
/// those that do not fit, and the mapping that puts it into quarantine.</summary>
internal static class NativeManifest
{
    private const string MappingName = "(built in)";

    /// <summary>Kinds keep no event but those that the manifest names.</summary>
    public static Manifest Complete(Manifest manifest) =>
        manifest with
        {
            Kinds =
            [
                .. manifest.Kinds.Select(kind => new ContractKind(
                    kind.Name,
                    [.. kind.Rules, EventRule.Always(UndecodedEvent.Signature)],
                    kind.Values,
                    kind.Factories,
                    IsFiltered: true,
                    kind.FromBlock
                )),
            ],
            Mappings =
            [
                .. manifest.Mappings,
                new MappingFile(
                    MappingName,
                    [.. manifest.Kinds.Select(kind => QuarantineOf(manifest.System, kind.Name))]
                ),
            ],
        };

    private static MappingStatement QuarantineOf(string system, string kind) =>
        new(
            $"""
            insert into chain.quarantine
            select chain_id, block_number, log_index, contract_id, 'event', reason
            from event."{system}_{kind}_{UndecodedEvent.TableSuffix}"
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
            """,
            Line: 1,
            ["chain_id", "from_block", "to_block"]
        );
}
