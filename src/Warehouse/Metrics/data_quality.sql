-- key: data_quality
-- title: Data quality
-- unit: counts
-- formula: chain logs stored up to the asked time, chain logs in quarantine, payment legs without a labelled transfer although their evidence is a transfer, releases without one
-- definer: Souk
-- caveats: none
with contract as (
    select c.chain_id, c.address_id, b.last_block
    from chain.contract c
    join (select chain_id, max(number) as last_block from chain.block where time <= $as_of group by chain_id) b using (chain_id)
    where c.system = $market
),
log as (
    select l.chain_id, l.block_number, l.log_index
    from chain.log l
    join contract c on c.chain_id = l.chain_id and c.address_id = l.address_id and l.block_number <= c.last_block
)
select
    (select count(*) from log) as logs,
    (select count(*) from chain.quarantine q join log using (chain_id, block_number, log_index)) as quarantined,
    (select count(*) from market.payment where system = $market and time <= $as_of and evidence = 'transfer' and leg_log_index is null) as unmatched_legs,
    (select count(*) from market.release where system = $market and time <= $as_of and leg_log_index is null) as unmatched_releases;
