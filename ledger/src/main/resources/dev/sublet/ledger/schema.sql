-- The hot store's tables. Times *_s are seconds since 1970-01-01T00:00:00Z; intervals are half-open [from_s, to_s).
-- An open span has to_s NULL. The columns mean what the records in dev.sublet.ledger.* say.

CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
-- One row: how many commits this ledger has seen. The file `acknowledged` repeats it outside the store.
CREATE TABLE last_commit (commit_number BIGINT NOT NULL);

CREATE TABLE cluster (
    cluster VARCHAR NOT NULL,            -- UID of its kube-system namespace
    cluster_name VARCHAR NOT NULL,
    first_tick_s BIGINT NOT NULL,
    last_tick_s BIGINT NOT NULL,         -- cost accrues in [first_tick_s, last_tick_s)
    interval_s BIGINT NOT NULL
);

CREATE TABLE tick (cluster VARCHAR NOT NULL, at_s BIGINT NOT NULL, interval_s BIGINT NOT NULL,
                   nodes INTEGER NOT NULL, answered INTEGER NOT NULL);
CREATE TABLE node_tick (cluster VARCHAR NOT NULL, at_s BIGINT NOT NULL, node_uid VARCHAR NOT NULL, node VARCHAR NOT NULL,
                        answered BOOLEAN NOT NULL, pods INTEGER NOT NULL, error VARCHAR);

CREATE TABLE node_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, node_uid VARCHAR NOT NULL, node VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT,
    cpu_capacity_millicores BIGINT NOT NULL, cpu_allocatable_millicores BIGINT NOT NULL,
    memory_capacity_kib BIGINT NOT NULL, memory_allocatable_kib BIGINT NOT NULL, gpu_capacity BIGINT NOT NULL,
    instance_type VARCHAR, provider_id VARCHAR, region VARCHAR, zone VARCHAR, spot BOOLEAN NOT NULL,
    gpu_model VARCHAR                    -- as its driver labels it
);

CREATE TABLE pod_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, pod_uid VARCHAR NOT NULL, namespace VARCHAR NOT NULL, pod VARCHAR NOT NULL,
    node_uid VARCHAR NOT NULL, node VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT,
    class VARCHAR NOT NULL, vcluster_uid VARCHAR, vcluster VARCHAR, vcluster_namespace VARCHAR,
    virtual_namespace VARCHAR, virtual_pod VARCHAR, owner_kind VARCHAR, owner_name VARCHAR,
    cpu_request_millicores BIGINT NOT NULL, memory_request_kib BIGINT NOT NULL, gpu_request BIGINT NOT NULL, qos VARCHAR NOT NULL,
    labels VARCHAR                       -- those that policies ask for, as key=value,key=value
);

CREATE TABLE volume_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, volume_uid VARCHAR NOT NULL, volume VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT, storage_class VARCHAR NOT NULL, capacity_kib BIGINT NOT NULL, phase VARCHAR NOT NULL,
    claim_namespace VARCHAR, claim VARCHAR,
    class VARCHAR NOT NULL, vcluster_uid VARCHAR, vcluster VARCHAR, vcluster_namespace VARCHAR,
    handle VARCHAR,                      -- the storage's own name for it
    labels VARCHAR
);

CREATE TABLE service_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, service_uid VARCHAR NOT NULL, namespace VARCHAR NOT NULL, service VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT, class VARCHAR NOT NULL, vcluster_uid VARCHAR, vcluster VARCHAR, vcluster_namespace VARCHAR,
    labels VARCHAR
);

CREATE TABLE vcluster_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, vcluster_uid VARCHAR NOT NULL, namespace VARCHAR NOT NULL, vcluster VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT, workload_kind VARCHAR NOT NULL, version VARCHAR, distro VARCHAR, state VARCHAR NOT NULL
);

CREATE TABLE owner_span (
    span_id BIGINT NOT NULL, cluster VARCHAR NOT NULL, subject_kind VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    cost_center VARCHAR NOT NULL, team VARCHAR, share_millionths BIGINT NOT NULL, source VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT, recorded_at_s BIGINT NOT NULL
);

-- Final rows, in whole quanta; usage_tail holds the seconds of spans that none of them covers yet and is made anew each tick.
CREATE TYPE usage_coverage AS ENUM ('measured', 'bridged', 'estimated', 'missing');
CREATE TABLE usage_final (
    span_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, coverage usage_coverage NOT NULL,
    cpu_core_ms BIGINT NOT NULL, memory_kib BIGINT NOT NULL, network_rx_bytes BIGINT NOT NULL, network_tx_bytes BIGINT NOT NULL,
    volume_kib BIGINT NOT NULL, cpu_request_millicores BIGINT NOT NULL, memory_request_kib BIGINT NOT NULL, gpu_request BIGINT NOT NULL
);
-- One row per cluster: thousands of rows that each tick replaces would cost more than all else in it. tail_rows is a JSON array
-- of arrays [span_id, from_s, to_s, coverage as 1 to 4, cpu_request_millicores, memory_request_kib, gpu_request, cpu_core_ms,
-- memory_kib, network_rx_bytes, network_tx_bytes, volume_kib]; numbers that lack at the end are 0.
CREATE TABLE tail (cluster VARCHAR NOT NULL, at_s BIGINT NOT NULL, tail_rows VARCHAR NOT NULL);
CREATE VIEW usage_tail AS
    SELECT cluster, r[1] AS span_id, r[2] AS from_s, r[3] AS to_s,
           CASE r[4] WHEN 1 THEN 'measured' WHEN 2 THEN 'bridged' WHEN 3 THEN 'estimated' WHEN 4 THEN 'missing' END::usage_coverage AS coverage,
           coalesce(r[8], 0) AS cpu_core_ms, coalesce(r[9], 0) AS memory_kib,
           coalesce(r[10], 0) AS network_rx_bytes, coalesce(r[11], 0) AS network_tx_bytes, coalesce(r[12], 0) AS volume_kib,
           r[5] AS cpu_request_millicores, r[6] AS memory_request_kib, r[7] AS gpu_request
    FROM (SELECT cluster, unnest(from_json(tail_rows, '[["BIGINT"]]')) AS r FROM tail);
-- Every second of every pod span exactly once. Readers see the sealed files in it too: their own view of that name shadows this one.
CREATE VIEW usage AS
    SELECT * FROM usage_final
    UNION ALL
    SELECT * EXCLUDE (cluster) FROM usage_tail;

-- usage by span and billing hour. A span may have several rows for an hour: sum them. hour_s is the start of the hour, or of its
-- part when the billing zone's hours begin at other minutes than those of UTC: readers then see a view of their own. billable_* is the sum over usage rows
-- of max(request, usage), so it cannot be made from the other columns. Requests and memory are multiplied by seconds.
CREATE VIEW usage_hour AS
    SELECT span_id, from_s - from_s % 3600 AS hour_s,
           sum(to_s - from_s)::BIGINT AS seconds,
           coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'measured'), 0)::BIGINT AS measured_s,
           coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'bridged'), 0)::BIGINT AS bridged_s,
           coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'estimated'), 0)::BIGINT AS estimated_s,
           coalesce(sum(to_s - from_s) FILTER (WHERE coverage = 'missing'), 0)::BIGINT AS missing_s,
           sum(cpu_core_ms)::BIGINT AS cpu_core_ms,
           coalesce(sum(cpu_core_ms) FILTER (WHERE coverage IN ('estimated', 'missing')), 0)::BIGINT AS cpu_estimated_core_ms,
           sum(cpu_request_millicores * (to_s - from_s))::BIGINT AS cpu_request_core_ms,
           sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s)))::BIGINT AS billable_cpu_core_ms,
           sum(memory_kib * (to_s - from_s))::BIGINT AS memory_kib_s,
           sum(memory_request_kib * (to_s - from_s))::BIGINT AS memory_request_kib_s,
           sum(greatest(memory_kib, memory_request_kib) * (to_s - from_s))::BIGINT AS billable_memory_kib_s,
           sum(gpu_request * (to_s - from_s))::BIGINT AS gpu_s,
           sum(network_rx_bytes)::BIGINT AS network_rx_bytes, sum(network_tx_bytes)::BIGINT AS network_tx_bytes,
           sum(volume_kib * (to_s - from_s))::BIGINT AS volume_kib_s
    FROM usage
    GROUP BY span_id, hour_s;

CREATE TABLE unseen_usage (cluster VARCHAR NOT NULL, node_uid VARCHAR NOT NULL, node VARCHAR NOT NULL,
                           from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, cpu_core_ms BIGINT NOT NULL);

CREATE TABLE meter_state (cluster VARCHAR NOT NULL, at_s BIGINT NOT NULL, state BLOB NOT NULL);

CREATE TABLE audit_event (
    source VARCHAR NOT NULL, audit_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, vcluster VARCHAR, vcluster_namespace VARCHAR,
    received_us BIGINT NOT NULL, stage_us BIGINT NOT NULL, level VARCHAR, verb VARCHAR, person VARCHAR, username VARCHAR,
    api_group VARCHAR, resource VARCHAR, subresource VARCHAR, namespace VARCHAR, name VARCHAR, code INTEGER,
    request_uri VARCHAR, source_ips VARCHAR, user_agent VARCHAR, detail VARCHAR NOT NULL
);
CREATE TABLE audit_set_aside (source VARCHAR NOT NULL, received_us BIGINT NOT NULL, reason VARCHAR NOT NULL, body VARCHAR NOT NULL);

-- What was reported last for a period, so that verify can prove it. amount_nanos is in 10^-9 of the currency. statement_terms
-- keeps what it was made with: the text of the price book (kind prices) and of whatever else was given.
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

-- What lies sealed in Parquet below sealed/, one row per current file. A file holds the rows of table_name whose time lies in
-- [from_s, to_s), for one partition (cluster UID, or audit source), sorted; a period may have several parts. manifest.json
-- repeats this table outside the store. column_sums is JSON: for each integer column its sum, smallest and largest value.
CREATE TABLE sealed_file (
    file VARCHAR NOT NULL,               -- relative to sealed/
    table_name VARCHAR NOT NULL, layout INTEGER NOT NULL, partition VARCHAR NOT NULL,
    level VARCHAR NOT NULL,              -- hour, day or month
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, generation BIGINT NOT NULL, part INTEGER NOT NULL,
    row_count BIGINT NOT NULL, bytes BIGINT NOT NULL, sha256 VARCHAR NOT NULL, column_sums VARCHAR NOT NULL,
    recorded_at_s BIGINT NOT NULL
);
-- SHA-256 over the rows of one table, partition and UTC day in key order, whatever files they lie in.
CREATE TABLE row_digest (
    table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, day_s BIGINT NOT NULL,
    row_count BIGINT NOT NULL, digest VARCHAR NOT NULL, recorded_at_s BIGINT NOT NULL
);
-- Periods that a close has made final: their sealed files are never rewritten; what arrives later lies in files of its own.
CREATE TABLE closed_period (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, closed_at_s BIGINT NOT NULL);
-- Nothing that a hold covers is retired while it lasts. table_name NULL is every table.
CREATE TABLE legal_hold (
    hold_id BIGINT NOT NULL, table_name VARCHAR, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL,
    reason VARCHAR NOT NULL, placed_by VARCHAR NOT NULL, placed_at_s BIGINT NOT NULL, released_at_s BIGINT
);
-- What retention removed, so that its absence can be told from loss.
CREATE TABLE retired (
    table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL,
    row_count BIGINT NOT NULL, retired_at_s BIGINT NOT NULL
);
-- Times of a cluster whose rows are lost: a store was set aside. to_s is NULL until the cluster's next tick.
CREATE TABLE missing_period (cluster VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT, reason VARCHAR NOT NULL);

-- Views for people who query by hand: names beside numbers, times as UTC timestamps beside the seconds. Programs use the
-- tables. CPU: 1 core-second is 1 000 cpu_core_ms. Memory: a mean over the row's seconds.

-- What each pod used, one row per interval: usage with the pod, its vcluster and its class.
CREATE VIEW pod_usage AS
    SELECT p.cluster, p.namespace, p.pod, p.pod_uid, p.node, p.class, p.vcluster, p.vcluster_namespace, p.vcluster_uid,
           p.virtual_namespace, p.virtual_pod, p.owner_kind, p.owner_name,
           make_timestamp(u.from_s * 1000000) AS from_time, make_timestamp(u.to_s * 1000000) AS to_time,
           u.to_s - u.from_s AS seconds, u.*
    FROM usage u JOIN pod_span p USING (span_id);

-- Pods as they were, one row per unchanged stretch; to_time is NULL while it lasts.
CREATE VIEW pods AS
    SELECT make_timestamp(from_s * 1000000) AS from_time, make_timestamp(to_s * 1000000) AS to_time, * FROM pod_span;

-- Nodes as they were, likewise.
CREATE VIEW nodes AS
    SELECT make_timestamp(from_s * 1000000) AS from_time, make_timestamp(to_s * 1000000) AS to_time, * FROM node_span;

-- Vclusters as they were, likewise.
CREATE VIEW vclusters AS
    SELECT make_timestamp(from_s * 1000000) AS from_time, make_timestamp(to_s * 1000000) AS to_time, * FROM vcluster_span;

-- The looks: how many nodes were asked and how many answered.
CREATE VIEW ticks AS
    SELECT make_timestamp(at_s * 1000000) AS at_time, c.cluster_name, t.* FROM tick t JOIN cluster c USING (cluster);

-- Who did what: audit events with times.
CREATE VIEW audit AS
    SELECT make_timestamp(stage_us) AS at_time, make_timestamp(received_us) AS received_time, * FROM audit_event;
