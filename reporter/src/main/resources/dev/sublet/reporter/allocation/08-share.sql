-- Each participant's whole amount: the floor of cost x weight / whole, and the nanos that remain one by one to the
-- largest remainders, ties by UID and then by the span's start ('~' sorts behind every UID). A node-hour's amounts sum to
-- its cost exactly and none is negative. Where nothing weighs anything the cost is idle.
CREATE OR REPLACE TEMP VIEW share AS
WITH floored AS (
    SELECT *,
           CASE WHEN whole > 0 THEN cost_nanos * weight // whole
                WHEN uid = '~idle' THEN cost_nanos
                ELSE 0::HUGEINT END AS floor_nanos,
           CASE WHEN whole > 0 THEN cost_nanos * weight % whole ELSE 0::HUGEINT END AS remainder
    FROM weight
),
ranked AS (
    SELECT *,
           cost_nanos - sum(floor_nanos) OVER (PARTITION BY cluster, node_uid, hour_s, resource) AS left_over,
           row_number() OVER (PARTITION BY cluster, node_uid, hour_s, resource
                              ORDER BY remainder DESC, uid, span_from_s, span_id) AS place
    FROM floored
)
SELECT cluster, node_uid, hour_s, resource, uid, span_id, weight,
       floor_nanos + CASE WHEN place <= left_over THEN 1 ELSE 0 END AS amount_nanos
FROM ranked;
