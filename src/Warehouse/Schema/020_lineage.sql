-- What is an asset made of? Walking upstream asks once a generation for the edges of some dozens of assets among millions. The only
-- index on facts: edges are few beside logs, and without it each generation reads all of them. It enforces nothing, so a range
-- is deleted and inserted in one write as before.
create index provenance_subject on market.provenance (subject);
