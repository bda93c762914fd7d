-- From version 3 to 4: statements keep all that they were made with, and lines say which sort of charge they are. Statements of
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
-- What policies by label need.
ALTER TABLE pod_span ADD COLUMN labels VARCHAR;
ALTER TABLE volume_span ADD COLUMN labels VARCHAR;
ALTER TABLE service_span ADD COLUMN labels VARCHAR;
CREATE OR REPLACE VIEW pods AS
    SELECT make_timestamp(from_s * 1000000) AS from_time, make_timestamp(to_s * 1000000) AS to_time, * FROM pod_span;
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
-- Parts of one delivery of a provider, imported one after the other: they stand side by side, and another delivery takes the place of them all.
CREATE TABLE bill_delivery (bill_id BIGINT NOT NULL, delivery VARCHAR NOT NULL);
-- Bills that no longer count, since a later one took their place or somebody removed them, and that a close rests on: they stay for its proof.
CREATE TABLE bill_replaced (bill_id BIGINT NOT NULL, replaced_at_s BIGINT NOT NULL);
-- Closes of periods, the oldest first. A period is provisional when somebody asked for it or prepared its close, closed when another person approved. Digests
-- are SHA-256 in hex; digest binds all that the close froze and previous, the digest of the close before it.
CREATE TABLE period_close (
    close_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, name VARCHAR NOT NULL,
    state VARCHAR NOT NULL,              -- provisional (asked for, not to be approved), prepared or closed
    zone VARCHAR NOT NULL, currency VARCHAR NOT NULL, rules_version INTEGER NOT NULL,
    prepared_by VARCHAR NOT NULL, prepared_at_s BIGINT NOT NULL, approved_by VARCHAR, approved_at_s BIGINT,
    forced VARCHAR,                      -- why it was closed against what hindered it, and what that was
    generation BIGINT NOT NULL,          -- of its journal's documents; greater with each preparation and approval, in the whole ledger
    lines_digest VARCHAR NOT NULL, terms_digest VARCHAR NOT NULL, owners_digest VARCHAR NOT NULL, rows_digest VARCHAR NOT NULL,
    previous VARCHAR NOT NULL, digest VARCHAR NOT NULL
);
-- The bills that a close rests on.
CREATE TABLE close_bill (close_id BIGINT NOT NULL, bill_id BIGINT NOT NULL);
CREATE TABLE close_terms (close_id BIGINT NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, body VARCHAR NOT NULL);
CREATE TABLE close_line (
    close_id BIGINT NOT NULL, line INTEGER NOT NULL, cost_center VARCHAR NOT NULL, team VARCHAR, cluster VARCHAR NOT NULL,
    vcluster VARCHAR, vcluster_namespace VARCHAR, vcluster_uid VARCHAR, class VARCHAR NOT NULL, resource VARCHAR NOT NULL,
    charge VARCHAR NOT NULL, policy VARCHAR, source VARCHAR, pricing VARCHAR NOT NULL,
    quantity DECIMAL(38, 9) NOT NULL, unit VARCHAR NOT NULL, amount_nanos DECIMAL(38, 0) NOT NULL
);
-- Who paid for what, as the statement that was closed used it.
CREATE TABLE close_owner (
    close_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, cost_center VARCHAR NOT NULL, team VARCHAR, share_millionths BIGINT NOT NULL
);
-- SHA-256 over the rows of a table that the statement rests on, by UTC day: the part of them that lies in the period.
CREATE TABLE close_row_digest (
    close_id BIGINT NOT NULL, table_name VARCHAR NOT NULL, day_s BIGINT NOT NULL, row_count BIGINT NOT NULL, digest VARCHAR NOT NULL
);
-- Corrections of closed periods and adjustments, each in an open period: the one that day_s lies in. about_* is the period that
-- a correction is about, cause what made it.
CREATE TABLE booking (
    booking_id BIGINT NOT NULL, kind VARCHAR NOT NULL, day_s BIGINT NOT NULL, about_from_s BIGINT, about_to_s BIGINT, cause VARCHAR,
    cost_center VARCHAR NOT NULL, team VARCHAR, cluster VARCHAR NOT NULL,
    vcluster VARCHAR, vcluster_namespace VARCHAR, vcluster_uid VARCHAR,
    reason VARCHAR NOT NULL, amount_nanos DECIMAL(38, 0) NOT NULL, booked_by VARCHAR NOT NULL, booked_at_s BIGINT NOT NULL
);
-- Objections to lines. vcluster_uid and resource NULL: all of the cost center's. Open while resolved_at_s is NULL; an answer that does not
-- come by answer_by_s is none: whoever was asked accepted.
CREATE TABLE dispute (
    dispute_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, cost_center VARCHAR NOT NULL,
    vcluster VARCHAR, resource VARCHAR, reason VARCHAR NOT NULL,
    opened_by VARCHAR NOT NULL, opened_at_s BIGINT NOT NULL, answer_by_s BIGINT NOT NULL,
    outcome VARCHAR, answer VARCHAR, resolved_by VARCHAR, resolved_at_s BIGINT
);
-- What people are told of costs, once each: event_key stays the same however often it is seen. threshold is in percent, against_nanos the
-- budget or what was expected, amount_nanos what was paid or is expected to be. Old ones are dropped.
CREATE TABLE cost_event (
    event_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,               -- budget-threshold, forecast-over-budget or unusual-day
    cost_center VARCHAR NOT NULL, vcluster VARCHAR, period VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL,
    threshold INTEGER, currency VARCHAR NOT NULL, against_nanos DECIMAL(38, 0) NOT NULL, amount_nanos DECIMAL(38, 0) NOT NULL,
    detail VARCHAR NOT NULL, first_seen_s BIGINT NOT NULL
);

-- What people and machines did with virtual clusters: who asked, who agreed, what changed and what came of it. One row for the request and
-- one for each outcome; action_id makes a repeated report one row. change is JSON. Rows are never changed or deleted.
CREATE TABLE lifecycle_action (
    action_id VARCHAR NOT NULL,          -- request_id/result
    request_id VARCHAR NOT NULL, month VARCHAR NOT NULL,   -- yyyy-mm of at_ms in UTC
    at_ms BIGINT NOT NULL, cluster VARCHAR NOT NULL,
    namespace VARCHAR NOT NULL, name VARCHAR NOT NULL, uid VARCHAR NOT NULL,   -- of the VirtualCluster
    team VARCHAR NOT NULL, cost_center VARCHAR NOT NULL,
    verb VARCHAR NOT NULL,               -- create, pause, resume, sleep, wake, upgrade, resize, extend, transfer, delete, undo, access, ...
    requested_by VARCHAR NOT NULL, approved_by VARCHAR, via VARCHAR NOT NULL,  -- cli, slack, api, git, kubectl, operator
    change VARCHAR NOT NULL,
    result VARCHAR NOT NULL,             -- requested, done, refused or failed
    message VARCHAR NOT NULL
);

-- What the Slack bot keeps across restarts: requests that were acknowledged (body is the request, then 'done'), messages that it goes on editing, notices that
-- were told, statements that were posted. body is JSON without secrets. Old ones are dropped.
CREATE TABLE bot_note (kind VARCHAR NOT NULL, note_id VARCHAR NOT NULL, at_ms BIGINT NOT NULL, body VARCHAR NOT NULL);
