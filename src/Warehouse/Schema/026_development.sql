-- Chains of development nodes, where all that happens is made up. Manifests say which they are.
create table chain.development (
    chain_id integer not null
);

-- Warehouses from before manifests said it: ids that development nodes have unless they are told another.
insert into chain.development
select distinct chain_id
from chain.block
where chain_id in (1337, 31337, 31338);
