-- Packets between Cosmos chains (IBC). A check cannot be widened, so the table is made anew with its rows.
create table market.message_023 as from market.message;

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
    protocol varchar not null check (protocol in ('layerzero', 'wormhole', 'fetch_bridge', 'ibc')),
    -- What the protocol names the message by: 32 bytes of LayerZero's guid, the text of Wormhole's chain, emitter and sequence,
    -- of a swap's direction and number, or of a packet's ports, channels, sequence and SHA-256.
    message_id blob not null,
    direction varchar not null check (direction in ('sent', 'received')),
    -- The other chain as the protocol numbers it, 0 where the log does not say; of IBC the own channel.
    peer bigint not null,
    party_id integer not null,
    -- 0 where the log does not say.
    token_id integer not null,
    -- Null where it is in quarantine, or where the log does not say.
    amount hugeint
);

insert into market.message from market.message_023;

drop table market.message_023;

-- What became of each message? 'in_flight' also where the receiving chain is not indexed, 'unmatched' where the sending
-- one is not, or where nothing was sent; 'altered' where the ends disagree on the amount. The two ends of IBC may be of two
-- systems, and never disagree: a packet's name has the hash of what is in it. An end that does not know the token has no amount.
create view market.message_pair as
select
    coalesce(s.system, r.system) as system,
    protocol,
    message_id,
    s.chain_id as sent_chain_id,
    s.block_number as sent_block,
    s.time as sent_at,
    r.chain_id as received_chain_id,
    r.block_number as received_block,
    r.time as received_at,
    s.amount as sent_amount,
    r.amount as received_amount,
    case
        when r.chain_id is null then 'in_flight'
        when s.chain_id is null then 'unmatched'
        when protocol <> 'ibc' and s.amount is distinct from r.amount then 'altered'
        else 'delivered'
    end as status
from (
    select *, if(protocol = 'ibc', protocol, system) as scope from market.message where direction = 'sent'
) s
full join (
    select *, if(protocol = 'ibc', protocol, system) as scope from market.message where direction = 'received'
) r using (scope, protocol, message_id);
