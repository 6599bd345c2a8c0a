-- What are the tables for above which no earlier migration says it?
comment on table chain.address is 'Every address that any row names, by the number that stands for it; 0 is the zero address. Addresses of chains without EVM have 20 bytes that stand for their native form (chain.account).';
comment on table chain.block is 'Every stored block: the blocks of stored logs, and the ends of each range. Hashes are two 128-bit halves.';
comment on table chain.system is 'Every system that was indexed: what people call it, the symbol of its token, and a label that pages show beside its numbers, such as that it is made up.';
comment on table chain.topic is 'Every event topic by the number that stands for it: a 256-bit hash in two halves.';
comment on table market.asset is 'An asset when it was registered, or when its name or owner was told anew: a dataset, a model or a service. owner_id is null where no log says whose it is.';
comment on table market.contribution is 'What somebody gave to an asset: data points, answers or work. quantity is in the unit of the contract that counts it.';
comment on table market.release is 'What vesting wallets and streams paid out. leg_log_index names the token transfer that shows it; null where none does, as of a native coin.';
comment on view reference.funding_round is 'Private funding rounds and the allocation that each feeds.';
comment on view reference.sale is 'Sales to the public, their price and what they raised.';
comment on table run.forecast is 'What a simulation was: its scenario, seed, runs and engine, the digest of its results, and the block of the market that it started from.';
