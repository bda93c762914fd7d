-- Every amount and quantity of an hour, with who pays: a thing's amount is cut at its owners' bounds by cumulative floors,
-- so that the pieces sum to it exactly. Idle and system shares are the platform's, unseen usage waits in suspense.
CREATE OR REPLACE TEMP VIEW charge AS
WITH amount AS (
    SELECT CASE WHEN span_id IS NULL THEN substr(uid, 2) ELSE 'pod' END AS kind, span_id, hour_s, cluster, resource,
           weight AS quantity, amount_nanos
    FROM share
    UNION ALL
    SELECT kind, span_id, hour_s, cluster, kind, quantity, cost_nanos
    FROM asset_hour
)
SELECT a.kind, a.span_id, a.hour_s, a.cluster, a.resource,
       CASE WHEN a.span_id IS NULL AND a.kind <> 'unseen' THEN x.platform_cost_center
            ELSE coalesce(o.cost_center, 'suspense') END AS cost_center,
       coalesce(a.quantity * o.upto // o.whole - a.quantity * o.before // o.whole, a.quantity) AS quantity,
       coalesce(a.amount_nanos * o.upto // o.whole - a.amount_nanos * o.before // o.whole, a.amount_nanos)
           AS amount_nanos
FROM amount a
CROSS JOIN asked x
LEFT JOIN holding h ON h.kind = a.kind AND h.span_id = a.span_id AND h.hour_s = a.hour_s
LEFT JOIN owner_part o
  ON o.cluster = h.cluster AND o.subject_kind = h.subject_kind AND o.subject = h.subject
 AND o.without_owner = h.without_owner AND o.hour_s = h.hour_s AND o.from_s = h.from_s AND o.to_s = h.to_s;
