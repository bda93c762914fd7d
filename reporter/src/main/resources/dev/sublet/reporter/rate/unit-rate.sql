-- What a cluster's nodes, volumes and load balancers cost and hold together at its last tick, from node_rate and asset_rate, in 10^-18 of the
-- currency per hour. Nodes with GPUs stand aside while there are others: tenants without GPUs do not run there. A price that is missing is
-- counted, not left out. Where the cluster has no volume or load balancer yet, the book's dearest price stands for it. The parameter is the cluster.
WITH seen AS (
    SELECT to_s - 1 AS at_s, cluster, cluster_name FROM watched WHERE cluster = ?
),
node AS (
    SELECT r.* FROM node_rate r JOIN seen ON seen.cluster = r.cluster AND r.from_s <= seen.at_s AND r.to_s > seen.at_s
),
used AS (
    SELECT * FROM node WHERE gpu_capacity = 0 OR NOT EXISTS (SELECT 1 FROM node WHERE gpu_capacity = 0)
),
asset AS (
    SELECT r.*, coalesce(r.rate_attos, 0) * r.size AS hour_attos
    FROM asset_rate r JOIN seen ON seen.cluster = r.cluster AND r.from_s <= seen.at_s AND r.to_s > seen.at_s
    WHERE r.kind IN (SELECT kind FROM charged) AND r.list_attos IS NOT NULL
),
dearest AS (
    SELECT p.kind, max(p.rate_attos) AS rate_attos
    FROM asset_price p, seen
    WHERE p.cluster IS NULL OR p.cluster IN (seen.cluster, seen.cluster_name)
    GROUP BY p.kind
)
SELECT (SELECT count(*) FROM used) AS nodes,
       (SELECT count(*) FROM used WHERE node_attos IS NULL) AS unpriced,
       (SELECT min(coalesce(instance_type, node)) FROM used WHERE node_attos IS NULL) AS unpriced_one,
       (SELECT count(*) FROM used WHERE spot) AS spot_nodes,
       (SELECT string_agg(DISTINCT coalesce(instance_type, 'unknown'), ', ' ORDER BY coalesce(instance_type, 'unknown')) FROM used) AS types,
       (SELECT coalesce(sum(cpu_attos), 0) FROM used)::VARCHAR AS cpu_attos,
       (SELECT coalesce(sum(cpu_capacity_millicores), 0) FROM used)::VARCHAR AS millicores,
       (SELECT coalesce(sum(memory_attos), 0) FROM used)::VARCHAR AS memory_attos,
       (SELECT coalesce(sum(memory_capacity_kib), 0) FROM used)::VARCHAR AS memory_kib,
       (SELECT sum(hour_attos) FROM asset WHERE kind = 'storage')::VARCHAR AS storage_attos,
       (SELECT sum(size) FROM asset WHERE kind = 'storage')::VARCHAR AS storage_kib,
       (SELECT rate_attos FROM dearest WHERE kind = 'storage')::VARCHAR AS storage_dearest,
       (SELECT sum(hour_attos) FROM asset WHERE kind = 'load-balancer')::VARCHAR AS balancer_attos,
       (SELECT count(*) FROM asset WHERE kind = 'load-balancer')::VARCHAR AS balancers,
       (SELECT rate_attos FROM dearest WHERE kind = 'load-balancer')::VARCHAR AS balancer_dearest
FROM seen;
