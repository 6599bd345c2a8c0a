-- Which markets are the units of an event study: those that have a token of their own?
select distinct system
from market.token
where is_market_token
order by system
