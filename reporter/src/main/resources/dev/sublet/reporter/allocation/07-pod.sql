-- The pods' spans that lived in the slice, with narrow keys for the steps that have a row for each of them in each hour: the
-- node's, and the place among all when ordered by UID, start and span, by which ties are broken.
CREATE OR REPLACE TEMP VIEW pod AS
SELECT p.span_id, n.node_key, (row_number() OVER (ORDER BY p.pod_uid, p.from_s, p.span_id))::INTEGER AS place, p.cluster,
       greatest(p.from_s, w.from_s) AS from_s, least(coalesce(p.to_s, w.to_s), w.to_s) AS to_s,
       p.class, p.vcluster_uid, p.namespace, p.virtual_namespace
FROM pod_span p
JOIN watched w ON w.cluster = p.cluster
LEFT JOIN (SELECT DISTINCT node_key, cluster, node_uid FROM node_rate) n
  ON n.cluster = p.cluster AND n.node_uid = p.node_uid
WHERE p.from_s < getvariable('slice_to_s') AND coalesce(p.to_s, w.to_s) > getvariable('slice_from_s');
