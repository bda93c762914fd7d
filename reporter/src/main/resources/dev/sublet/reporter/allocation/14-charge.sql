-- The slice's amounts and quantities by billing day, thing, resource and who pays. A thing's amount of an hour is cut at its owners' bounds by
-- cumulative floors, so that the pieces sum to it exactly; a sole payer takes it whole, so that hours may be summed before anybody is asked. Idle and
-- system shares are the platform's, unseen usage waits in suspense. node_key is of shares only. at_s is the hour, or the day of what
-- a sole payer takes. What comes out is by hour instead, for those who look at a day, while the variable charges_by_hour says so.
CREATE OR REPLACE TEMP VIEW charge AS
WITH share_sum AS MATERIALIZED (
    SELECT CASE WHEN o.payer IS NULL OR getvariable('charges_by_hour') THEN s.hour_s ELSE s.day_s END AS at_s, s.thing, s.subject_key, s.lane, s.pricing, any_value(s.node_key) AS node_key,
           any_value(o.payer) AS payer, any_value(s.who)::VARCHAR AS kind, any_value(s.span_id) AS span_id,
           sum(s.one_weight) AS one_weight, sum(s.one_nanos) AS one_nanos, sum(s.two_weight) AS two_weight, sum(s.two_nanos) AS two_nanos
    FROM share_hour s
    LEFT JOIN sole_payer o ON o.subject_key = s.subject_key
    GROUP BY 1, 2, 3, 4, 5
),
other AS (
    SELECT a.kind, a.span_id, NULL::INTEGER AS node_key, a.hour_s, h.subject_key, a.kind AS resource, a.quantity, a.cost_nanos, a.pricing
    FROM asset_hour a
    JOIN held h ON h.kind::VARCHAR = a.kind AND h.span_id = a.span_id
    UNION ALL
    SELECT 'pod', span_id, node_key, hour_s, subject_key, 'network', quantity, cost_nanos, 'book'
    FROM network_hour
),
amount AS MATERIALIZED (
    SELECT at_s, kind, span_id, node_key, subject_key, payer, CASE lane WHEN 1 THEN 'cpu' ELSE 'gpu' END AS resource,
           one_weight AS quantity, one_nanos AS amount_nanos, pricing
    FROM share_sum
    UNION ALL
    SELECT at_s, kind, span_id, node_key, subject_key, payer, 'memory', two_weight, two_nanos, pricing
    FROM share_sum
    WHERE lane = 1
    UNION ALL
    SELECT CASE WHEN o.payer IS NULL OR getvariable('charges_by_hour') THEN a.hour_s ELSE h.day_s END, a.kind, a.span_id, a.node_key, a.subject_key, o.payer, a.resource,
           sum(a.quantity), sum(a.cost_nanos), a.pricing
    FROM other a
    JOIN hours h ON h.hour_s = a.hour_s
    LEFT JOIN sole_payer o ON o.subject_key = a.subject_key
    GROUP BY ALL
),
owned AS (
    SELECT CASE WHEN getvariable('charges_by_hour') THEN h.hour_s ELSE h.day_s END AS at_s, a.kind, a.span_id, a.node_key, a.resource, coalesce(o.payer, getvariable('suspense_payer')) AS payer,
           CASE WHEN o.upto - o.before = o.whole OR o.whole IS NULL THEN a.quantity
                ELSE a.quantity * o.upto // o.whole - a.quantity * o.before // o.whole END AS quantity,
           CASE WHEN o.upto - o.before = o.whole OR o.whole IS NULL THEN a.amount_nanos
                ELSE a.amount_nanos * o.upto // o.whole - a.amount_nanos * o.before // o.whole END AS amount_nanos,
           a.pricing
    FROM amount a
    JOIN hours h ON h.hour_s = a.at_s
    JOIN held t ON t.kind::VARCHAR = a.kind AND t.span_id = a.span_id
    LEFT JOIN owner_part o
      ON o.subject_key = a.subject_key AND o.hour_s = a.at_s AND o.from_s = greatest(t.from_s, h.hour_s) AND o.to_s = least(t.to_s, h.end_s)
    WHERE a.payer IS NULL
)
SELECT at_s AS day_s, at_s AS hour_s, kind, span_id, node_key, resource, payer, quantity, amount_nanos, pricing
FROM amount
WHERE payer IS NOT NULL
UNION ALL
SELECT at_s, at_s, kind, span_id, node_key, resource, payer, sum(quantity), sum(amount_nanos), pricing
FROM owned
GROUP BY at_s, kind, span_id, node_key, resource, payer, pricing;
