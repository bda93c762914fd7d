-- From version 1 to 2: sealing, rounded usage, tails as one text and the meter's state as bytes. schema.sql says what all of it means.
CREATE TABLE sealed_file (
    file VARCHAR NOT NULL,               -- relative to sealed/
    table_name VARCHAR NOT NULL, layout INTEGER NOT NULL, partition VARCHAR NOT NULL,
    level VARCHAR NOT NULL,              -- hour, day or month
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, generation INTEGER NOT NULL, part INTEGER NOT NULL,
    row_count BIGINT NOT NULL, bytes BIGINT NOT NULL, sha256 VARCHAR NOT NULL, column_sums VARCHAR NOT NULL,
    recorded_at_s BIGINT NOT NULL
);
CREATE TABLE row_digest (
    table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, day_s BIGINT NOT NULL,
    row_count BIGINT NOT NULL, digest VARCHAR NOT NULL, recorded_at_s BIGINT NOT NULL
);
CREATE TABLE closed_period (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, closed_at_s BIGINT NOT NULL);
CREATE TABLE legal_hold (
    hold_id BIGINT NOT NULL, table_name VARCHAR, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL,
    reason VARCHAR NOT NULL, placed_by VARCHAR NOT NULL, placed_at_s BIGINT NOT NULL, released_at_s BIGINT
);
CREATE TABLE retired (
    table_name VARCHAR NOT NULL, partition VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL,
    row_count BIGINT NOT NULL, retired_at_s BIGINT NOT NULL
);
CREATE TABLE missing_period (cluster VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT, reason VARCHAR NOT NULL);

DROP VIEW pod_usage;
DROP VIEW usage;
CREATE TYPE usage_coverage AS ENUM ('measured', 'bridged', 'estimated', 'missing');

-- Usage is rounded to the quanta of sealed files (dev.sublet.ledger.usage.Quanta) when it is first written. Rows of version 1
-- are not, so they are now: the running sum of each span is cut down to the quantum and differenced again, so nothing is lost
-- but less than one quantum at the end of a span. Tails are not sealed and stay as they are.
ALTER TABLE usage_final RENAME TO usage_of_version_1;
CREATE TABLE usage_final (
    span_id BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, coverage usage_coverage NOT NULL,
    cpu_core_ms BIGINT NOT NULL, memory_kib BIGINT NOT NULL, network_rx_bytes BIGINT NOT NULL, network_tx_bytes BIGINT NOT NULL,
    volume_kib BIGINT NOT NULL, cpu_request_millicores BIGINT NOT NULL, memory_request_kib BIGINT NOT NULL, gpu_request BIGINT NOT NULL
);
INSERT INTO usage_final
SELECT span_id, from_s, to_s, coverage::usage_coverage AS coverage,
       so_far_cpu_core_ms // 50 * 50 - (so_far_cpu_core_ms - cpu_core_ms) // 50 * 50 AS cpu_core_ms,
       so_far_memory_kib // 1024 * 1024 - (so_far_memory_kib - memory_kib) // 1024 * 1024 AS memory_kib,
       so_far_network_rx_bytes // 16384 * 16384 - (so_far_network_rx_bytes - network_rx_bytes) // 16384 * 16384 AS network_rx_bytes,
       so_far_network_tx_bytes // 16384 * 16384 - (so_far_network_tx_bytes - network_tx_bytes) // 16384 * 16384 AS network_tx_bytes,
       so_far_volume_kib // 1024 * 1024 - (so_far_volume_kib - volume_kib) // 1024 * 1024 AS volume_kib,
       cpu_request_millicores, memory_request_kib, gpu_request
FROM (SELECT *,
             sum(cpu_core_ms) OVER span::BIGINT AS so_far_cpu_core_ms,
             sum(memory_kib) OVER span::BIGINT AS so_far_memory_kib,
             sum(network_rx_bytes) OVER span::BIGINT AS so_far_network_rx_bytes,
             sum(network_tx_bytes) OVER span::BIGINT AS so_far_network_tx_bytes,
             sum(volume_kib) OVER span::BIGINT AS so_far_volume_kib
      FROM usage_of_version_1
      WINDOW span AS (PARTITION BY span_id ORDER BY from_s, to_s ROWS UNBOUNDED PRECEDING))
ORDER BY from_s, span_id;
DROP TABLE usage_of_version_1;

CREATE TABLE tail (cluster VARCHAR NOT NULL, at_s BIGINT NOT NULL, tail_rows VARCHAR NOT NULL);
INSERT INTO tail
SELECT t.cluster, max(c.last_tick_s),
       to_json(list([span_id, from_s, to_s,
                     CASE coverage WHEN 'measured' THEN 1 WHEN 'bridged' THEN 2 WHEN 'estimated' THEN 3 ELSE 4 END,
                     cpu_request_millicores, memory_request_kib, gpu_request, cpu_core_ms, memory_kib,
                     network_rx_bytes, network_tx_bytes, volume_kib] ORDER BY span_id, from_s))::VARCHAR
FROM usage_tail t JOIN cluster c USING (cluster)
GROUP BY t.cluster;
DROP TABLE usage_tail;
CREATE VIEW usage_tail AS
    SELECT cluster, r[1] AS span_id, r[2] AS from_s, r[3] AS to_s,
           CASE r[4] WHEN 1 THEN 'measured' WHEN 2 THEN 'bridged' WHEN 3 THEN 'estimated' WHEN 4 THEN 'missing' END::usage_coverage AS coverage,
           coalesce(r[8], 0) AS cpu_core_ms, coalesce(r[9], 0) AS memory_kib,
           coalesce(r[10], 0) AS network_rx_bytes, coalesce(r[11], 0) AS network_tx_bytes, coalesce(r[12], 0) AS volume_kib,
           r[5] AS cpu_request_millicores, r[6] AS memory_request_kib, r[7] AS gpu_request
    FROM (SELECT cluster, unnest(from_json(tail_rows, '[["BIGINT"]]')) AS r FROM tail);
CREATE VIEW usage AS
    SELECT * FROM usage_final
    UNION ALL
    SELECT * EXCLUDE (cluster) FROM usage_tail;
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
CREATE VIEW pod_usage AS
    SELECT p.cluster, p.namespace, p.pod, p.pod_uid, p.node, p.class, p.vcluster, p.vcluster_namespace, p.vcluster_uid,
           p.virtual_namespace, p.virtual_pod, p.owner_kind, p.owner_name,
           make_timestamp(u.from_s * 1000000) AS from_time, make_timestamp(u.to_s * 1000000) AS to_time,
           u.to_s - u.from_s AS seconds, u.*
    FROM usage u JOIN pod_span p USING (span_id);

ALTER TABLE meter_state ALTER state TYPE BLOB USING encode(state);

-- A statement of version 1 rested on rows as they were; made again it may differ by what rounding changed. With other evidence
-- than the ledger's it counts as provisional.
UPDATE statement SET evidence = 'made before usage was rounded (ledger version 1)' || chr(10) || evidence;
