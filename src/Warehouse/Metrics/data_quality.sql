-- key: data_quality
-- title: Data quality
-- unit: counts
-- formula: chain logs stored, chain logs in quarantine, payment legs without a labelled transfer although their evidence is a transfer, releases without one
-- definer: Souk
-- caveats: none
select
    (select count(*) from chain.log l join chain.contract c on c.chain_id = l.chain_id and c.address_id = l.address_id where c.system = $market) as logs,
    (select count(*) from chain.quarantine q join chain.log l using (chain_id, block_number, log_index) join chain.contract c on c.chain_id = l.chain_id and c.address_id = l.address_id where c.system = $market) as quarantined,
    (select count(*) from market.payment where system = $market and time <= $as_of and evidence = 'transfer' and leg_log_index is null) as unmatched_legs,
    (select count(*) from market.release where system = $market and time <= $as_of and leg_log_index is null) as unmatched_releases;
