-- Every amount and quantity of an hour, with who pays: a thing's amount is cut at its owners' bounds by cumulative floors,
-- so that the pieces sum to it exactly. Idle and system shares are the platform's, unseen usage waits in suspense.
CREATE OR REPLACE TEMP TABLE charge AS
WITH amount AS (
    SELECT 'pod' AS kind, span_id, hour_s, cluster, resource, weight AS quantity, amount_nanos
    FROM share
    WHERE span_id IS NOT NULL
    UNION ALL
    SELECT kind, span_id, hour_s, cluster, kind, quantity, cost_nanos
    FROM asset_hour
)
SELECT a.kind, a.span_id, a.hour_s, a.cluster, a.resource, coalesce(o.cost_center, 'suspense') AS cost_center,
       coalesce(a.quantity * o.upto // o.whole - a.quantity * o.before // o.whole, a.quantity) AS quantity,
       coalesce(a.amount_nanos * o.upto // o.whole - a.amount_nanos * o.before // o.whole, a.amount_nanos)
           AS amount_nanos
FROM amount a
LEFT JOIN owner_part o USING (kind, span_id, hour_s)
UNION ALL
SELECT substr(s.uid, 2), NULL, s.hour_s, s.cluster, s.resource,
       CASE s.uid WHEN '~unseen' THEN 'suspense' ELSE a.platform_cost_center END, s.weight, s.amount_nanos
FROM share s
CROSS JOIN asked a
WHERE s.span_id IS NULL;
