-- Each participant's whole amount: the floor of cost x weight / whole, and the nanos that remain one by one to the
-- largest remainders, ties by UID and then by the span's start, idle, system and unseen behind every pod. A node-hour's
-- amounts sum to its cost exactly and none is negative. Where nothing weighs anything the cost is idle.
CREATE OR REPLACE TEMP VIEW share AS
WITH floored AS (
    SELECT *,
           CASE WHEN whole > 0 THEN cost_nanos * weight // whole
                WHEN who = 'idle' THEN cost_nanos
                ELSE 0::HUGEINT END AS floor_nanos
    FROM weight
),
ranked AS (
    SELECT node_key, hour_s, resource, pricing, who, span_id, weight, floor_nanos,
           cost_nanos - sum(floor_nanos) OVER (PARTITION BY node_key, hour_s, resource) AS left_over,
           row_number() OVER (PARTITION BY node_key, hour_s, resource
                              ORDER BY cost_nanos * weight - floor_nanos * whole DESC, place) AS place
    FROM floored
)
SELECT node_key, hour_s, resource, pricing, who, span_id, weight,
       floor_nanos + CASE WHEN place <= left_over THEN 1 ELSE 0 END AS amount_nanos
FROM ranked;
