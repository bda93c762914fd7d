-- Who takes part in a node-hour, with which weights and which whole amounts: pods, usage that was seen on the node's own counter but on no pod
-- (unseen, CPU only), the system (capacity - allocatable) and what is left idle. who is 'pod' for pods only. whole = max(capacity, system + sum of
-- weights), so an overcommitted node has no idle part and nothing is negative. An amount is the floor of cost x weight / whole, and the nanos that remain go
-- one by one to the largest remainders, ties by UID and then by the span's start, idle, system and unseen behind every pod. A node-hour's
-- amounts sum to its cost exactly and none is negative. Where nothing weighs anything the cost is idle.
--
-- A row is for two resources, because the same work for both costs little more than for one: in lane 1 CPU and memory, in lane 2, for nodes with GPUs
-- alone, GPU and nothing. Usage of an hour in which the span was not there waits in suspense. Whoever lies above the remainder at which the nanos end (bar) has one; of those that lie on it, the first in place (last). Amounts
-- are BIGINT, whose division takes a tenth of HUGEINT's time; a product that does not fit is made of HUGEINT.
CREATE OR REPLACE TEMP VIEW share_hour AS
WITH used AS MATERIALIZED (
    SELECT * FROM pod_hour WHERE node_key IS NOT NULL
),
unseen AS (
    SELECT n.node_key, billing_hour(u.from_s) AS hour_s, sum(u.cpu_core_ms)::BIGINT AS cpu
    FROM unseen_usage u
    JOIN watched w ON w.cluster = u.cluster AND u.from_s >= w.from_s AND u.from_s < w.to_s
    JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n
      ON n.cluster = u.cluster AND n.node_uid = u.node_uid
    WHERE u.from_s >= getvariable('slice_from_s') AND u.from_s < getvariable('slice_to_s')
    GROUP BY n.node_key, billing_hour(u.from_s)
),
claimed AS (
    SELECT node_key, hour_s, sum(cpu)::BIGINT AS cpu, sum(memory)::BIGINT AS memory, sum(gpu)::BIGINT AS gpu, count(*) AS pods
    FROM used
    GROUP BY node_key, hour_s
),
node_claim AS (
    SELECT n.*, y.day_s, y.end_s, coalesce(u.cpu, 0) AS unseen, coalesce(c.cpu, 0) + coalesce(u.cpu, 0) AS cpu_claim, coalesce(c.memory, 0) AS memory_claim,
           coalesce(c.gpu, 0) AS gpu_claim, coalesce(c.pods, 0) + 3 AS takers
    FROM node_hour n
    JOIN hours y ON y.hour_s = n.hour_s
    LEFT JOIN claimed c ON c.node_key = n.node_key AND c.hour_s = n.hour_s
    LEFT JOIN unseen u ON u.node_key = n.node_key AND u.hour_s = n.hour_s
),
lanes AS (
    SELECT node_key, hour_s, end_s, day_s, pricing, 1 AS lane, takers, unseen,
           upto_cpu::BIGINT AS one_cost, cpu_system::BIGINT AS one_system, cpu_claim AS one_claim,
           greatest(cpu_capacity, cpu_system + cpu_claim)::BIGINT AS one_whole,
           (upto_memory - upto_cpu)::BIGINT AS two_cost, memory_system::BIGINT AS two_system, memory_claim AS two_claim,
           greatest(memory_capacity, memory_system + memory_claim)::BIGINT AS two_whole
    FROM node_claim
    UNION ALL
    SELECT node_key, hour_s, end_s, day_s, pricing, 2, takers, 0, (cost_nanos - upto_memory)::BIGINT, 0, gpu_claim, greatest(gpu_capacity, gpu_claim)::BIGINT, 0, 0, 0, 0
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
    SELECT p.part, 'pod'::ENUM ('pod', 'idle', 'system', 'unseen') AS who, u.span_id, u.place,
           CASE WHEN u.from_s < p.end_s AND u.to_s > p.hour_s THEN u.subject_key ELSE -1 END AS subject_key, u.cpu AS one, u.memory AS two,
           p.takers, p.one_cost, p.one_whole, p.one_safe, p.two_cost, p.two_whole, p.two_safe
    FROM used u
    JOIN part p ON p.lane = 1 AND p.node_key = u.node_key AND p.hour_s = u.hour_s
    UNION ALL
    SELECT p.part, 'pod', u.span_id, u.place,
           CASE WHEN u.from_s < p.end_s AND u.to_s > p.hour_s THEN u.subject_key ELSE -1 END, u.gpu, 0, p.takers, p.one_cost, p.one_whole, p.one_safe, 0, 0, p.two_safe
    FROM used u
    JOIN part p ON p.lane = 2 AND p.node_key = u.node_key AND p.hour_s = u.hour_s
    WHERE u.gpu > 0
    UNION ALL
    SELECT part, 'unseen', NULL, 2147483647, -1, unseen, 0, takers, one_cost, one_whole, one_safe, 0, 0, two_safe
    FROM part
    WHERE unseen > 0
    UNION ALL
    SELECT part, 'system', NULL, 2147483646, 0, one_system, two_system, takers, one_cost, one_whole, one_safe, two_cost, two_whole, two_safe
    FROM part
    UNION ALL
    SELECT part, 'idle', NULL, 2147483645, 0, one_whole - one_system - one_claim, two_whole - two_system - two_claim,
           takers, one_cost, one_whole, one_safe, two_cost, two_whole, two_safe
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
    SELECT part, who, span_id, place, subject_key, takers, one, two, one_floor, two_floor,
           CASE WHEN one <= one_safe THEN one_cost * one - one_floor * one_whole
                ELSE (one_cost::HUGEINT * one - one_floor::HUGEINT * one_whole)::BIGINT END AS one_rest,
           CASE WHEN two <= two_safe THEN two_cost * two - two_floor * two_whole
                ELSE (two_cost::HUGEINT * two - two_floor::HUGEINT * two_whole)::BIGINT END AS two_rest
    FROM divided
),
-- All that a part leaves, in order: the nanos that remain are fewer than those who take part, so the one at which they end is among them.
rest AS (
    SELECT part, sum(one_floor)::BIGINT AS one_sum, max(one_rest, takers) AS one, sum(two_floor)::BIGINT AS two_sum, max(two_rest, takers) AS two
    FROM floored
    GROUP BY part
),
left_over AS (
    SELECT p.part, r.one, p.one_cost - r.one_sum AS one_left, r.two, p.two_cost - r.two_sum AS two_left
    FROM part p
    JOIN rest r ON r.part = p.part
),
-- *_on_it is how many of those on the bar have a nano; NULL where all have.
bar AS MATERIALIZED (
    SELECT part, CASE WHEN one_left > 0 THEN one[one_left] END AS one,
           CASE WHEN one_left > 0 AND one[one_left + 1] = one[one_left] THEN one_left - list_position(one, one[one_left]) + 1 END AS one_on_it,
           CASE WHEN two_left > 0 THEN two[two_left] END AS two,
           CASE WHEN two_left > 0 AND two[two_left + 1] = two[two_left] THEN two_left - list_position(two, two[two_left]) + 1 END AS two_on_it
    FROM left_over
),
tie AS (
    SELECT f.part, min(f.place, b.one_on_it) FILTER (WHERE f.one_rest = b.one AND b.one_on_it IS NOT NULL) AS one,
           min(f.place, b.two_on_it) FILTER (WHERE f.two_rest = b.two AND b.two_on_it IS NOT NULL) AS two
    FROM floored f
    JOIN (SELECT * FROM bar WHERE one_on_it IS NOT NULL OR two_on_it IS NOT NULL) b ON b.part = f.part
    WHERE f.one_rest = b.one OR f.two_rest = b.two
    GROUP BY f.part
),
cut AS (
    SELECT p.*, b.one AS one_bar, coalesce(t.one[-1], 2147483647) AS one_last, b.two AS two_bar, coalesce(t.two[-1], 2147483647) AS two_last
    FROM part p
    JOIN bar b ON b.part = p.part
    LEFT JOIN tie t ON t.part = p.part
)
SELECT c.node_key, c.hour_s, c.day_s, c.pricing, c.lane, f.who, f.span_id,
       coalesce(f.span_id, -4 * c.node_key::BIGINT - (f.who = 'system')::BIGINT - 2 * (f.who = 'unseen')::BIGINT) AS thing, f.subject_key, c.one_cost, c.one_whole, f.one AS one_weight,
       f.one_floor + CASE WHEN f.one_rest > c.one_bar OR f.one_rest = c.one_bar AND f.place <= c.one_last THEN 1 ELSE 0 END AS one_nanos,
       c.two_cost, c.two_whole, f.two AS two_weight,
       f.two_floor + CASE WHEN f.two_rest > c.two_bar OR f.two_rest = c.two_bar AND f.place <= c.two_last THEN 1 ELSE 0 END AS two_nanos
FROM floored f
JOIN cut c ON c.part = f.part;
