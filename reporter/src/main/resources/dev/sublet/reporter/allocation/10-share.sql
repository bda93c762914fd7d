-- The amounts of share_hour, one row for each who takes part in a node-hour's resource.
CREATE OR REPLACE TEMP VIEW share AS
SELECT node_key, hour_s, (CASE lane WHEN 1 THEN 'cpu' ELSE 'gpu' END)::ENUM ('cpu', 'memory', 'gpu') AS resource, pricing, who, span_id,
       one_weight::HUGEINT AS weight, one_nanos::HUGEINT AS amount_nanos
FROM share_hour
WHERE one_weight > 0 OR who IN ('idle', 'system')
UNION ALL
SELECT node_key, hour_s, 'memory', pricing, who, span_id, two_weight, two_nanos
FROM share_hour
WHERE lane = 1 AND (two_weight > 0 OR who IN ('idle', 'system'));
