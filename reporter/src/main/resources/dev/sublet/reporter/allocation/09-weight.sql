-- The weights of share_hour, one row for each who takes part in a node-hour's resource.
CREATE OR REPLACE TEMP VIEW weight AS
SELECT node_key, hour_s, (CASE lane WHEN 1 THEN 'cpu' ELSE 'gpu' END)::ENUM ('cpu', 'memory', 'gpu') AS resource, pricing,
       one_cost::HUGEINT AS cost_nanos, one_whole::HUGEINT AS whole, span_id, one_weight::HUGEINT AS weight, who
FROM share_hour
WHERE one_weight > 0 OR who IN ('idle', 'system')
UNION ALL
SELECT node_key, hour_s, 'memory', pricing, two_cost, two_whole, span_id, two_weight, who
FROM share_hour
WHERE lane = 1 AND (two_weight > 0 OR who IN ('idle', 'system'));
