-- All that was generated is one stored range.
insert into chain.block values (1, 0, hash(0)::uhugeint, 0, 0, 0, timestamp '2024-01-01');

insert into chain.cursor select 1, number, hash_high, hash_low, time from chain.block order by number desc limit 1;

insert into chain.range
select 1, 0, block_number, 'generated', (select count(*) from chain.log), 0, 0, hash_high, hash_low, 'none' from chain.cursor;
