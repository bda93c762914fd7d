-- Each volume and load balancer in each billing hour, a volume from binding to deletion, released time included.
-- Rounded here, once per asset and hour, half up to nanos: attos per hour x seconds / 3600 / 10^9 for load balancers, and
-- also / 2^20 for volumes, whose size is in KiB. quantity is in KiB-seconds or seconds.
CREATE OR REPLACE TEMP VIEW asset_hour AS
WITH piece AS (
    SELECT r.kind, r.span_id, r.cluster, h.hour_s, r.rate_attos,
           greatest(r.from_s, h.hour_s) AS from_s, least(r.to_s, h.end_s) AS to_s,
           r.size::HUGEINT * (least(r.to_s, h.end_s) - greatest(r.from_s, h.hour_s)) AS quantity
    FROM asset_rate r
    JOIN slice h ON h.hour_s < r.to_s AND h.end_s > r.from_s
    WHERE r.from_s < getvariable('slice_to_s') AND r.to_s > getvariable('slice_from_s')
)
SELECT kind, span_id, cluster, hour_s, min(from_s) AS from_s, max(to_s) AS to_s, sum(quantity) AS quantity,
       CASE kind
           WHEN 'storage' THEN (sum(rate_attos * quantity) + 1887436800000000000::HUGEINT)
                               // 3774873600000000000::HUGEINT
           ELSE (sum(rate_attos * quantity) + 1800000000000) // 3600000000000::HUGEINT
       END AS cost_nanos
FROM piece
GROUP BY kind, span_id, cluster, hour_s;
