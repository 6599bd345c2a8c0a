using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Bench;

/// <summary>A manifest of the generated chain. Each event has a statement of the form that data/manifests uses.</summary>
internal static class BenchManifest
{
    private const string Mapping = """
        insert into market.transfer
        select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, 'bench', t.contract_id, t."from", t."to", t.value
        from event.bench_token_transfer t
        where t.chain_id = $chain_id and t.block_number between $from_block and $to_block and t.value is not null;

        insert into market.entitlement
        select e.chain_id, e.block_number, e.log_index, e.time, 'bench', 'bench/0x' || lower(hex(a.address)), e.consumer
        from event.bench_datatoken_order_started e
        join chain.address a on a.address_id = e.contract_id
        where e.chain_id = $chain_id and e.block_number between $from_block and $to_block;

        insert into market.payment
        select s.chain_id, s.block_number, s.log_index, s.transaction_index, s.time, 'bench', 'price', s.token_out_address, s."by",
            s.contract_id, s.base_token_swapped_amount, null, 'internal', null
        from event.bench_exchange_swapped s
        where s.chain_id = $chain_id and s.block_number between $from_block and $to_block;

        insert into market.payment
        select c.chain_id, c.block_number, c.log_index, c.transaction_index, c.time, 'bench', 'release', c.contract_id, c.contract_id,
            c.recipient, c.claim_amount, null, 'internal', null
        from event.bench_escrow_channel_claim c
        where c.chain_id = $chain_id and c.block_number between $from_block and $to_block;
        """;

    public static ManifestSet Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "bench.sql"), Mapping);
        string path = Path.Combine(folder, "bench.yaml");
        File.WriteAllText(
            path,
            $$"""
            system: bench
            title: Bench
            token: BEN
            label: Generated for a benchmark
            mapping: bench.sql
            contracts:
              token: {events: ["{{Events.Transfer}}"]}
              datatoken: {events: ["{{Events.OrderStarted}}"]}
              exchange: {events: ["{{Events.Swapped}}"]}
              escrow: {events: ["{{Events.ChannelClaim}}"]}
            deployments:
              - chain: {{GeneratedChain.ChainId}}
                tokens:
                  - {symbol: BEN, decimals: 18, address: "{{GeneratedChain.Token}}", kind: erc20}
                contracts:
            {{Contract("token", 0, GeneratedChain.Token)}}
            {{Contract("exchange", 0, GeneratedChain.Exchange)}}
            {{Contract("escrow", 0, GeneratedChain.Escrow)}}
            {{string.Join(
                '\n',
                GeneratedChain.Datatokens.Select((token, index) => Contract("datatoken", index, token))
            )}}

            """
        );
        return ManifestSet.Load(path);
    }

    private static string Contract(string kind, int number, Address address) =>
        $"      - {{kind: {kind}, name: {kind} {number}, address: \"{address}\", from_block: 0}}";
}
