-- From version 2 to 3: statements keep all that they were made with, and lines say which sort of charge they are. Statements of
-- before were reports that anybody can make again; none was closed.
DROP TABLE statement_line;
DROP TABLE statement;
CREATE TABLE statement (
    statement_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, currency VARCHAR NOT NULL,
    made_at_s BIGINT NOT NULL, rules_version INTEGER NOT NULL, evidence VARCHAR NOT NULL, lines_digest VARCHAR NOT NULL
);
CREATE TABLE statement_terms (statement_id BIGINT NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, body VARCHAR NOT NULL);
CREATE TABLE statement_line (
    statement_id BIGINT NOT NULL, line INTEGER NOT NULL, cost_center VARCHAR NOT NULL, team VARCHAR, cluster VARCHAR NOT NULL,
    vcluster VARCHAR, vcluster_namespace VARCHAR, vcluster_uid VARCHAR, class VARCHAR NOT NULL, resource VARCHAR NOT NULL,
    charge VARCHAR NOT NULL, policy VARCHAR, source VARCHAR, pricing VARCHAR NOT NULL,
    quantity DECIMAL(38, 9) NOT NULL, unit VARCHAR NOT NULL, amount_nanos DECIMAL(38, 0) NOT NULL
);
-- What prices by GPU model and real bills need. Views name their columns when they are made.
ALTER TABLE node_span ADD COLUMN gpu_model VARCHAR;
ALTER TABLE volume_span ADD COLUMN handle VARCHAR;
CREATE OR REPLACE VIEW nodes AS
    SELECT make_timestamp(from_s * 1000000) AS from_time, make_timestamp(to_s * 1000000) AS to_time, * FROM node_span;
-- Providers' bills, as they were imported: one per provider, account and billing period, in the place of what was imported before.
-- name says which files it came from, digest is theirs. Costs are exact, in the bill's currency.
CREATE TABLE bill (
    bill_id BIGINT NOT NULL, name VARCHAR NOT NULL, provider VARCHAR NOT NULL, account VARCHAR NOT NULL, currency VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, focus_rows BIGINT NOT NULL,
    billed DECIMAL(38, 18) NOT NULL, effective DECIMAL(38, 18) NOT NULL, list DECIMAL(38, 18) NOT NULL,
    digest VARCHAR NOT NULL, imported_at_s BIGINT NOT NULL
);
-- Rows of a bill that differ in nothing else are one row here; focus_rows says how many they were. resource_key is what nodes and
-- volumes are matched by, NULL for resources that can be neither. class says what sort of cost it is.
CREATE TABLE bill_row (
    bill_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, class VARCHAR NOT NULL, category VARCHAR NOT NULL,
    service VARCHAR NOT NULL, resource VARCHAR, resource_name VARCHAR, resource_key VARCHAR, region VARCHAR, focus_rows BIGINT NOT NULL,
    billed DECIMAL(38, 18) NOT NULL, effective DECIMAL(38, 18) NOT NULL, list DECIMAL(38, 18) NOT NULL
);
