-- What the price book lacks for the period that the allocation's inputs are for, and which entries fit nothing in it. finding orders the lines.
WITH unpriced AS (
    SELECT 'unpriced' AS finding,
           CASE WHEN instance_type IS NULL THEN 'node ' || node ELSE 'instance type ' || instance_type END
               || CASE WHEN spot THEN ', spot' ELSE '' END || coalesce(', region ' || region, '') AS what,
           count(DISTINCT node_key) AS things, min(from_s) AS from_s, max(to_s) AS to_s,
           'nodes: - {' || CASE WHEN instance_type IS NULL THEN 'name: ' || node ELSE 'instanceType: ' || instance_type END
               || CASE WHEN spot THEN ', spot: true' ELSE '' END || ', perHour: ?}' AS line
    FROM node_rate
    WHERE node_attos IS NULL AND NOT billed
    GROUP BY instance_type, CASE WHEN instance_type IS NULL THEN node END, node, spot, region
    UNION ALL
    SELECT 'unpriced', 'GPU model "' || coalesce(gpu_model, '') || '"', count(DISTINCT node_key), min(from_s), max(to_s),
           'gpus: - {model: "' || coalesce(gpu_model, '') || '", perHour: ?}'
    FROM node_rate
    WHERE gpus_attos IS NULL AND NOT billed
    GROUP BY gpu_model
    UNION ALL
    SELECT 'unpriced', CASE kind WHEN 'storage' THEN 'storage class "' || sort || '"' ELSE 'load balancers' END, count(DISTINCT span_id),
           min(from_s), max(to_s),
           CASE kind WHEN 'storage' THEN 'volumes: - {storageClass: "' || sort || '", perGiBHour: ?}' ELSE 'loadBalancers: - {perHour: ?}' END
    FROM asset_rate
    WHERE rate_attos IS NULL AND NOT billed AND kind IN (SELECT kind FROM charged)
    GROUP BY kind, sort
),
entry AS (
    SELECT 'nodes: ' || coalesce(p.name, p.instance_type) || CASE WHEN p.spot THEN ', spot' ELSE '' END || coalesce(', ' || p.region, '')
               || coalesce(', ' || p.cluster, '') AS what, p.from_s, p.to_s,
           EXISTS (SELECT 1 FROM node_rate r
                   WHERE (p.name = r.node OR p.instance_type = r.instance_type) AND (p.spot IS NULL OR p.spot = r.spot)
                     AND (p.region IS NULL OR p.region = r.region) AND (p.cluster IS NULL OR p.cluster IN (r.cluster, r.cluster_name))
                     AND p.from_s < r.to_s AND p.to_s > r.from_s) AS used
    FROM node_price p
    UNION ALL
    SELECT 'gpus: ' || p.model || coalesce(', ' || p.region, '') || coalesce(', ' || p.cluster, ''), p.from_s, p.to_s,
           EXISTS (SELECT 1 FROM node_rate r
                   WHERE r.gpu_capacity > 0 AND coalesce(r.gpu_model, '') = p.model AND (p.region IS NULL OR p.region = r.region)
                     AND (p.cluster IS NULL OR p.cluster IN (r.cluster, r.cluster_name)) AND p.from_s < r.to_s AND p.to_s > r.from_s)
    FROM gpu_price p
    UNION ALL
    SELECT CASE p.kind WHEN 'storage' THEN 'volumes: "' || p.sort || '"' ELSE 'loadBalancers' END || coalesce(', ' || p.cluster, ''), p.from_s, p.to_s,
           EXISTS (SELECT 1 FROM asset_rate r JOIN watched w ON w.cluster = r.cluster
                   WHERE r.kind = p.kind AND r.sort = p.sort AND (p.cluster IS NULL OR p.cluster IN (w.cluster, w.cluster_name))
                     AND p.from_s < r.to_s AND p.to_s > r.from_s)
    FROM asset_price p
    UNION ALL
    SELECT 'commitments: ' || k.name, k.from_s, k.to_s,
           EXISTS (SELECT 1 FROM node_rate r
                   WHERE commitment_fits(k.cluster, k.region, k.instance_type, r.cluster, r.cluster_name, r.region, r.instance_type, r.spot)
                     AND k.from_s < r.to_s AND k.to_s > r.from_s)
    FROM commitment k
)
SELECT finding, what, things, from_s, to_s, line FROM (
    SELECT 0 AS place, * FROM unpriced
    UNION ALL
    SELECT 1, CASE WHEN e.to_s <= a.from_s THEN 'ended' WHEN e.from_s >= a.to_s THEN 'not begun' ELSE 'fits nothing' END, e.what, 0,
           e.from_s, e.to_s, ''
    FROM entry e, asked a
    WHERE NOT e.used
)
ORDER BY place, finding, what;
