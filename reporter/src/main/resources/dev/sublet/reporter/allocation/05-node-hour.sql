-- Each node in each billing hour: what it cost and what it held. A price, a base ratio or a capacity that changes inside
-- the hour counts for its seconds. The cost is rounded here, once per node and hour, half up to 10^-9 of the currency:
-- attos per hour x seconds / 3600 / 10^9. Capacity is in core-milliseconds, KiB-seconds and GPU-seconds.
-- split_* are base x capacity over a common denominator: 1000 millicores, 2^20 KiB and 1 GPU have the least common
-- multiple 131 072 000, hence the factors.
CREATE OR REPLACE TEMP VIEW node_hour AS
WITH piece AS (
    SELECT r.*, h.hour_s,
           (least(r.to_s, h.end_s) - greatest(r.from_s, h.hour_s))::HUGEINT AS seconds
    FROM node_rate r
    JOIN slice h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    WHERE r.from_s < getvariable('slice_to_s') AND r.to_s > getvariable('slice_from_s')
)
SELECT node_key, any_value(cluster) AS cluster, any_value(node_uid) AS node_uid, hour_s,
       sum(seconds) AS seconds,
       (sum(rate_attos * seconds) + 1800000000000) // 3600000000000::HUGEINT AS cost_nanos,
       sum(seconds * cpu_capacity_millicores) AS cpu_capacity,
       sum(seconds * greatest(cpu_capacity_millicores - cpu_allocatable_millicores, 0)) AS cpu_system,
       sum(seconds * memory_capacity_kib) AS memory_capacity,
       sum(seconds * greatest(memory_capacity_kib - memory_allocatable_kib, 0)) AS memory_system,
       sum(seconds * gpu_capacity) AS gpu_capacity,
       sum(seconds * cpu_capacity_millicores * base_cpu) * 131072 AS split_cpu,
       sum(seconds * memory_capacity_kib * base_memory) * 125 AS split_memory,
       sum(seconds * gpu_capacity * base_gpu) * 131072000 AS split_gpu
FROM piece
GROUP BY node_key, hour_s;
