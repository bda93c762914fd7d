-- A node of each instance type that was ever seen, as it was seen last, in each host cluster: what a cluster of its own could be made
-- of. On demand, in the region where most nodes of the cluster were. Their columns are those of node_span, since 02-node-rate.sql prices them.
CREATE OR REPLACE TEMP TABLE candidate_node AS
WITH seen AS (
    SELECT instance_type, arg_max({'cpu': cpu_capacity_millicores, 'cpu_left': cpu_allocatable_millicores, 'memory': memory_capacity_kib,
                                   'memory_left': memory_allocatable_kib, 'gpu': gpu_capacity, 'model': gpu_model}, (from_s, span_id)) AS node
    FROM node_span
    WHERE instance_type IS NOT NULL
    GROUP BY instance_type
),
place AS (
    SELECT cluster, region, count(DISTINCT node_key) AS nodes
    FROM node_rate
    GROUP BY cluster, region
    QUALIFY row_number() OVER (PARTITION BY cluster ORDER BY nodes DESC, region NULLS LAST) = 1
)
SELECT -row_number() OVER (ORDER BY p.cluster, s.instance_type) AS span_id, p.cluster, s.instance_type AS node_uid, '' AS node,
       w.from_s, w.to_s, s.node.cpu AS cpu_capacity_millicores, s.node.cpu_left AS cpu_allocatable_millicores,
       s.node.memory AS memory_capacity_kib, s.node.memory_left AS memory_allocatable_kib, s.node.gpu AS gpu_capacity,
       s.instance_type, NULL::VARCHAR AS provider_id, p.region, NULL::VARCHAR AS zone, false AS spot, s.node.model AS gpu_model
FROM place p
JOIN watched w ON w.cluster = p.cluster
CROSS JOIN seen s;
