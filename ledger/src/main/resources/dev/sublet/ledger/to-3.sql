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

