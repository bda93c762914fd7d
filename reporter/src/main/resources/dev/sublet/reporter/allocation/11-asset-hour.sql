-- Each volume and load balancer in each billing hour, a volume from binding to deletion, released time included.
-- Rounded here, once per asset and hour, half up to nanos: attos per hour x seconds / 3600 / 10^9 for load balancers, and
-- also / 2^20 for volumes, whose size is in KiB. quantity is in KiB-seconds or seconds. What a
-- bill says of a volume comes on top for the time that it covers.
CREATE OR REPLACE TEMP VIEW asset_hour AS
WITH piece AS (
    SELECT r.kind, r.span_id, r.cluster, h.hour_s, CASE WHEN r.billed THEN 0::HUGEINT ELSE coalesce(r.rate_attos, 0::HUGEINT) END AS rate_attos,
           greatest(r.from_s, h.hour_s) AS from_s, least(r.to_s, h.end_s) AS to_s,
           r.size::HUGEINT * (least(r.to_s, h.end_s) - greatest(r.from_s, h.hour_s)) AS quantity
    FROM asset_rate r
    JOIN slice h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    WHERE r.from_s < getvariable('slice_to_s') AND r.to_s > getvariable('slice_from_s')
)
SELECT p.kind, p.span_id, p.cluster, p.hour_s, min(p.from_s) AS from_s, max(p.to_s) AS to_s, sum(p.quantity) AS quantity,
       CASE WHEN count(b.span_id) > 0 THEN 'billed' ELSE 'book' END AS pricing,
       coalesce(any_value(b.amount_nanos), 0::HUGEINT) + CASE p.kind
           WHEN 'storage' THEN (sum(rate_attos * quantity) + 1887436800000000000::HUGEINT)
                               // 3774873600000000000::HUGEINT
           ELSE (sum(rate_attos * quantity) + 1800000000000) // 3600000000000::HUGEINT
       END AS cost_nanos
FROM piece p
LEFT JOIN billed_hour b ON b.kind = p.kind AND b.span_id = p.span_id AND b.hour_s = p.hour_s
GROUP BY p.kind, p.span_id, p.cluster, p.hour_s;
