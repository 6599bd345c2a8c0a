-- Messages of other protocols than LayerZero: Wormhole's, and the swaps of Fetch.ai's bridge. A check cannot be widened, so the
-- table is made anew with its rows; the view over it stays as in migration 008.
create table market.message_017 as from market.message;

drop view market.message_pair;

drop table market.message;

-- Which calls went from one chain to another? Each has two ends, which only its message id joins.
create table market.message (
    chain_id integer not null,
    block_number bigint not null,
    log_index integer not null,
    transaction_index integer not null,
    time timestamp not null,
    system varchar not null,
    protocol varchar not null check (protocol in ('layerzero', 'wormhole', 'fetch_bridge')),
    -- What the protocol names the message by: 32 bytes of LayerZero's guid, or the text of Wormhole's chain, emitter and
    -- sequence, or of a swap's direction and number.
    message_id blob not null,
    direction varchar not null check (direction in ('sent', 'received')),
    -- The other chain as the protocol numbers it, 0 where the log does not say.
    peer bigint not null,
    party_id integer not null,
    -- 0 where the log does not say.
    token_id integer not null,
    -- Null where it is in quarantine, or where the log does not say.
    amount hugeint
);

insert into market.message from market.message_017;

drop table market.message_017;

-- What became of each message? 'in_flight' also where the receiving chain is not indexed, 'unmatched' where the sending
-- one is not, or where nothing was sent; 'altered' where the ends disagree on the amount.
create view market.message_pair as
select
    coalesce(s.system, r.system) as system,
    coalesce(s.protocol, r.protocol) as protocol,
    coalesce(s.message_id, r.message_id) as message_id,
    s.chain_id as sent_chain_id,
    s.block_number as sent_block,
    s.time as sent_at,
    r.chain_id as received_chain_id,
    r.block_number as received_block,
    r.time as received_at,
    s.amount as sent_amount,
    r.amount as received_amount,
    case
        when r.message_id is null then 'in_flight'
        when s.message_id is null then 'unmatched'
        when s.amount is distinct from r.amount then 'altered'
        else 'delivered'
    end as status
from (from market.message where direction = 'sent') s
full join (from market.message where direction = 'received') r using (system, protocol, message_id);
