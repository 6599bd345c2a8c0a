-- What do answers depend on? The last block of each chain with its hash, swaps, what logs were decoded and mapped with,
-- imports, labels, forecasts, and how many rows each table has.
select
    concat_ws(
        ' ',
        (select string_agg(concat_ws('/', chain_id, block_number, hash_high, hash_low), ' ' order by chain_id) from chain.cursor),
        (select string_agg(concat_ws('/', system, decoding, mapping), ' ' order by system) from chain.manifest),
        (select concat_ws('/', count(*), max(detected_at)) from chain.reorg),
        (select concat_ws('/', count(*), max(recorded_at)) from reference.import),
        (select concat_ws('/', count(*), max(superseded_at)) from party.declared_label),
        (select string_agg(digest, ' ' order by scenario_hash, seed, runs, digest) from run.forecast),
        (
            select string_agg(concat_ws('/', schema_name, table_name, estimated_size), ' ' order by schema_name, table_name)
            from duckdb_tables()
            where not temporary and not internal
        )
    ) as state
