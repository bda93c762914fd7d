-- The rate of each volume and load balancer in each price epoch, like 02-node-rate.sql for nodes. A kind that the price
-- book has no section for is not in `charged` and is left out. size is in KiB for volumes (rate per GiB-hour) and 1 for
-- load balancers (rate per hour). namespace is where to look for an owner outside vclusters; a volume that was never
-- claimed has none.
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
    JOIN charged USING (kind)
    JOIN watched w ON w.cluster = a.cluster
)
SELECT l.* EXCLUDE (from_s, to_s, cluster_name), greatest(l.from_s, e.from_s) AS from_s, least(l.to_s, e.to_s) AS to_s,
       p.rate_attos
FROM lived l
JOIN price_epoch e ON e.from_s < l.to_s AND e.to_s > l.from_s
LEFT JOIN asset_price p
  ON p.kind = l.kind AND p.sort = l.sort
 AND p.from_s <= e.from_s AND p.to_s >= e.to_s
 AND (p.cluster IS NULL OR p.cluster IN (l.cluster, l.cluster_name))
WHERE l.from_s < l.to_s
QUALIFY row_number() OVER (PARTITION BY l.kind, l.span_id, e.from_s ORDER BY p.rank NULLS LAST) = 1;
