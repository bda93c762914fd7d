-- The rate of each volume and load balancer in each price epoch, like 02-node-rate.sql for nodes. A kind that the price
-- book has no section for is not in `charged` and is left out, but for volumes that a bill names. size is in KiB for volumes (rate per GiB-hour) and 1 for
-- load balancers (rate per hour). namespace is where to look for an owner outside vclusters; a volume that was never
-- claimed has none. A discount leaves keep_millionths of a rate. Volumes are also cut where a bill begins or ends to cover them.
CREATE OR REPLACE TEMP TABLE asset_rate AS
WITH asset AS (
    SELECT 'storage' AS kind, span_id, cluster, volume AS name, storage_class AS sort, capacity_kib AS size,
           from_s, to_s, class, vcluster_uid, vcluster, vcluster_namespace, claim_namespace AS namespace
    FROM volume_span
    UNION ALL
    SELECT 'load-balancer', span_id, cluster, namespace || '/' || service, '', 1,
           from_s, to_s, class, vcluster_uid, vcluster, vcluster_namespace, namespace
    FROM service_span
),
lived AS (
    SELECT a.* EXCLUDE (from_s, to_s), w.cluster_name,
           greatest(a.from_s, w.from_s) AS from_s, least(coalesce(a.to_s, w.to_s), w.to_s) AS to_s
    FROM asset a
    JOIN watched w ON w.cluster = a.cluster
    WHERE a.kind IN (SELECT kind FROM charged) OR a.span_id IN (SELECT span_id FROM billed_time WHERE kind = a.kind)
)
SELECT l.* EXCLUDE (from_s, to_s, cluster_name), greatest(l.from_s, e.from_s, coalesce(b.from_s, l.from_s)) AS from_s,
       least(l.to_s, e.to_s, coalesce(b.to_s, l.to_s)) AS to_s, coalesce(b.billed, false) AS billed, p.rate_attos AS list_attos,
       p.rate_attos * coalesce(d.keep_millionths, 1000000::HUGEINT) // 1000000 AS rate_attos
FROM lived l
JOIN price_epoch e ON e.from_s < l.to_s AND e.to_s > l.from_s
LEFT JOIN billed_time b
  ON b.kind = l.kind AND b.span_id = l.span_id AND b.from_s < least(l.to_s, e.to_s) AND b.to_s > greatest(l.from_s, e.from_s)
LEFT JOIN discount d
  ON d.resource = l.kind AND d.instance_type IS NULL AND d.spot IS NULL AND d.from_s <= e.from_s AND d.to_s >= e.to_s
 AND (d.cluster IS NULL OR d.cluster IN (l.cluster, l.cluster_name))
LEFT JOIN asset_price p
  ON p.kind = l.kind AND p.sort = l.sort
 AND p.from_s <= e.from_s AND p.to_s >= e.to_s
 AND (p.cluster IS NULL OR p.cluster IN (l.cluster, l.cluster_name))
WHERE l.from_s < l.to_s
QUALIFY row_number() OVER (PARTITION BY l.kind, l.span_id, greatest(l.from_s, e.from_s, coalesce(b.from_s, l.from_s))
                           ORDER BY p.rank NULLS LAST, d.rank NULLS LAST) = 1;
