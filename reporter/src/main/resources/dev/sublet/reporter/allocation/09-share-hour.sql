-- Who takes part in a node-hour, with which weights and which whole amounts: pods, usage that was seen on the node's own counter but on no pod
-- (unseen, CPU only), the system (capacity - allocatable) and what is left idle. who is 'pod' for pods only. whole = max(capacity, system + sum of
-- weights), so an overcommitted node has no idle part and nothing is negative. An amount is the floor of cost x weight / whole, and the nanos that remain go
-- one by one to the largest remainders, ties by UID and then by the span's start, idle, system and unseen behind every pod. A node-hour's
-- amounts sum to its cost exactly and none is negative. Where nothing weighs anything the cost is idle.
--
-- A row is for two resources, because the same work for both costs little more than for one: in lane 1 CPU and memory, in lane 2, for nodes with GPUs
-- alone, GPU and nothing. Whoever lies above the remainder at which the nanos end (bar) has one; of those that lie on it, the first in place (last). Amounts
-- are BIGINT, whose division takes a tenth of HUGEINT's time; a product that does not fit is made of HUGEINT.
CREATE OR REPLACE TEMP VIEW share_hour AS
WITH used AS MATERIALIZED (
    SELECT * FROM pod_hour WHERE node_key IS NOT NULL
),
unseen AS (
    SELECT n.node_key, h.hour_s, sum(u.cpu_core_ms)::BIGINT AS cpu
    FROM unseen_usage u
    ASOF JOIN hours h ON u.from_s >= h.hour_s
    JOIN watched w ON w.cluster = u.cluster AND u.from_s >= w.from_s AND u.from_s < w.to_s
    JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n
      ON n.cluster = u.cluster AND n.node_uid = u.node_uid
    WHERE u.from_s >= getvariable('slice_from_s') AND u.from_s < getvariable('slice_to_s')
    GROUP BY n.node_key, h.hour_s
),
claimed AS (
    SELECT node_key, hour_s, sum(cpu)::BIGINT AS cpu, sum(memory)::BIGINT AS memory, sum(gpu)::BIGINT AS gpu
    FROM used
    GROUP BY node_key, hour_s
),
node_claim AS (
    SELECT n.*, y.day_s, coalesce(u.cpu, 0) AS unseen, coalesce(c.cpu, 0) + coalesce(u.cpu, 0) AS cpu_claim, coalesce(c.memory, 0) AS memory_claim,
           coalesce(c.gpu, 0) AS gpu_claim
    FROM node_hour n
    JOIN hours y ON y.hour_s = n.hour_s
    LEFT JOIN claimed c ON c.node_key = n.node_key AND c.hour_s = n.hour_s
    LEFT JOIN unseen u ON u.node_key = n.node_key AND u.hour_s = n.hour_s
),
lanes AS (
    SELECT node_key, hour_s, day_s, pricing, 1 AS lane, unseen,
           upto_cpu::BIGINT AS one_cost, cpu_system::BIGINT AS one_system, cpu_claim AS one_claim,
           greatest(cpu_capacity, cpu_system + cpu_claim)::BIGINT AS one_whole,
           (upto_memory - upto_cpu)::BIGINT AS two_cost, memory_system::BIGINT AS two_system, memory_claim AS two_claim,
           greatest(memory_capacity, memory_system + memory_claim)::BIGINT AS two_whole
    FROM node_claim
    UNION ALL
    SELECT node_key, hour_s, day_s, pricing, 2, 0, (cost_nanos - upto_memory)::BIGINT, 0, gpu_claim, greatest(gpu_capacity, gpu_claim)::BIGINT, 0, 0, 0, 0
    FROM node_claim
    WHERE gpu_capacity > 0 OR cost_nanos > upto_memory
),
-- *_safe is the largest weight whose product with the cost is a BIGINT.
part AS MATERIALIZED (
    SELECT (row_number() OVER ())::INTEGER AS part, *, 9223372036854775807 // greatest(abs(one_cost), 1) AS one_safe,
           9223372036854775807 // greatest(abs(two_cost), 1) AS two_safe
    FROM lanes
),
taker AS (
    SELECT p.part, 'pod'::ENUM ('pod', 'idle', 'system', 'unseen') AS who, u.span_id, u.place, u.subject_key, u.cpu AS one, u.memory AS two,
           p.one_cost, p.one_whole, p.one_safe, p.two_cost, p.two_whole, p.two_safe
    FROM used u
    JOIN part p ON p.lane = 1 AND p.node_key = u.node_key AND p.hour_s = u.hour_s
    UNION ALL
    SELECT p.part, 'pod', u.span_id, u.place, u.subject_key, u.gpu, 0, p.one_cost, p.one_whole, p.one_safe, 0, 0, p.two_safe
    FROM used u
    JOIN part p ON p.lane = 2 AND p.node_key = u.node_key AND p.hour_s = u.hour_s
    WHERE u.gpu > 0
    UNION ALL
    SELECT part, 'unseen', NULL, 2147483647, -1, unseen, 0, one_cost, one_whole, one_safe, 0, 0, two_safe
    FROM part
    WHERE unseen > 0
    UNION ALL
    SELECT part, 'system', NULL, 2147483646, 0, one_system, two_system, one_cost, one_whole, one_safe, two_cost, two_whole, two_safe
    FROM part
    UNION ALL
    SELECT part, 'idle', NULL, 2147483645, 0, one_whole - one_system - one_claim, two_whole - two_system - two_claim,
           one_cost, one_whole, one_safe, two_cost, two_whole, two_safe
    FROM part
),
divided AS (
    SELECT *,
           CASE WHEN one_whole = 0 THEN CASE WHEN who = 'idle' THEN one_cost ELSE 0 END
                WHEN one <= one_safe THEN one_cost * one // one_whole
                ELSE (one_cost::HUGEINT * one // one_whole)::BIGINT END AS one_floor,
           CASE WHEN two_whole = 0 THEN CASE WHEN who = 'idle' THEN two_cost ELSE 0 END
                WHEN two <= two_safe THEN two_cost * two // two_whole
                ELSE (two_cost::HUGEINT * two // two_whole)::BIGINT END AS two_floor
    FROM taker
),
floored AS MATERIALIZED (
    SELECT part, who, span_id, place, subject_key, one, two, one_floor, two_floor,
           CASE WHEN one <= one_safe THEN one_cost * one - one_floor * one_whole
                ELSE (one_cost::HUGEINT * one - one_floor::HUGEINT * one_whole)::BIGINT END AS one_rest,
           CASE WHEN two <= two_safe THEN two_cost * two - two_floor * two_whole
                ELSE (two_cost::HUGEINT * two - two_floor::HUGEINT * two_whole)::BIGINT END AS two_rest
    FROM divided
),
left_over AS (
    SELECT f.part, (any_value(p.one_cost) - sum(f.one_floor))::BIGINT AS one, (any_value(p.two_cost) - sum(f.two_floor))::BIGINT AS two
    FROM floored f
    JOIN part p ON p.part = f.part
    GROUP BY f.part
),
best AS (
    SELECT f.part, max(f.one_rest, greatest(l.one, 1)) AS one, max(f.two_rest, greatest(l.two, 1)) AS two, any_value(l.one) AS one_left,
           any_value(l.two) AS two_left
    FROM floored f
    JOIN left_over l ON l.part = f.part
    GROUP BY f.part
),
bar AS MATERIALIZED (
    SELECT part, CASE WHEN one_left > 0 THEN one[-1] END AS one, len(one) - list_position(one, one[-1]) + 1 AS one_on_it,
           CASE WHEN two_left > 0 THEN two[-1] END AS two, len(two) - list_position(two, two[-1]) + 1 AS two_on_it
    FROM best
),
tie AS (
    SELECT f.part, min(f.place, b.one_on_it) FILTER (WHERE f.one_rest = b.one) AS one, min(f.place, b.two_on_it) FILTER (WHERE f.two_rest = b.two) AS two
    FROM floored f
    JOIN bar b ON b.part = f.part
    WHERE f.one_rest = b.one OR f.two_rest = b.two
    GROUP BY f.part
),
cut AS (
    SELECT p.*, b.one AS one_bar, t.one[-1] AS one_last, b.two AS two_bar, t.two[-1] AS two_last
    FROM part p
    JOIN bar b ON b.part = p.part
    LEFT JOIN tie t ON t.part = p.part
)
SELECT c.node_key, c.hour_s, c.day_s, c.pricing, c.lane, f.who, f.span_id, f.subject_key, c.one_cost, c.one_whole, f.one AS one_weight,
       f.one_floor + CASE WHEN f.one_rest > c.one_bar OR f.one_rest = c.one_bar AND f.place <= c.one_last THEN 1 ELSE 0 END AS one_nanos,
       c.two_cost, c.two_whole, f.two AS two_weight,
       f.two_floor + CASE WHEN f.two_rest > c.two_bar OR f.two_rest = c.two_bar AND f.place <= c.two_last THEN 1 ELSE 0 END AS two_nanos
FROM floored f
JOIN cut c ON c.part = f.part;
