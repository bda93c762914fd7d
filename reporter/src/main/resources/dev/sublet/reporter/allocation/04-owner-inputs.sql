-- The registry of owners as it was given: entries by number, and who pays how much of each. pattern is NULL for an entry's own shares, else the
-- name of a virtual namespace, or with is_start the start of names. has_registry says whether there is one at all.
CREATE OR REPLACE TEMP TABLE registry (
    entry INTEGER NOT NULL, of_vcluster BOOLEAN NOT NULL, subject VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE registry_share (
    entry INTEGER NOT NULL, pattern VARCHAR, is_start BOOLEAN NOT NULL, cost_center VARCHAR NOT NULL, team VARCHAR,
    share_millionths BIGINT NOT NULL
);
SET VARIABLE has_registry = false;
SET VARIABLE owners_of_close = NULL::BIGINT;
