-- Every amount and quantity of an hour, with who pays: a thing's amount is cut at its owners' bounds by cumulative floors,
-- so that the pieces sum to it exactly; one owner takes it whole. Idle and system shares are the platform's, unseen usage
-- waits in suspense. node_key is of shares only.
CREATE OR REPLACE TEMP VIEW charge AS
WITH amount AS (
    SELECT who::VARCHAR AS kind, span_id, node_key, hour_s, resource::VARCHAR AS resource, weight AS quantity, amount_nanos, pricing
    FROM share
    UNION ALL
    SELECT kind, span_id, NULL, hour_s, kind, quantity, cost_nanos, pricing
    FROM asset_hour
    UNION ALL
    SELECT 'pod', span_id, node_key, hour_s, 'network', quantity, cost_nanos, 'book'
    FROM network_hour
)
SELECT a.kind, a.span_id, a.node_key, a.hour_s, a.resource,
       CASE WHEN a.kind IN ('idle', 'system') THEN getvariable('platform_payer')
            ELSE coalesce(o.payer, getvariable('suspense_payer')) END AS payer,
       CASE WHEN o.upto - o.before = o.whole OR o.whole IS NULL THEN a.quantity
            ELSE a.quantity * o.upto // o.whole - a.quantity * o.before // o.whole END AS quantity,
       CASE WHEN o.upto - o.before = o.whole OR o.whole IS NULL THEN a.amount_nanos
            ELSE a.amount_nanos * o.upto // o.whole - a.amount_nanos * o.before // o.whole END AS amount_nanos,
       a.pricing
FROM amount a
LEFT JOIN holding h ON h.kind = a.kind AND h.span_id = a.span_id AND h.hour_s = a.hour_s
LEFT JOIN owner_part o
  ON o.subject_key = h.subject_key AND o.hour_s = h.hour_s AND o.from_s = h.from_s AND o.to_s = h.to_s;
