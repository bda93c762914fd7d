-- What a statement's lines tell apart: cluster, vcluster (or none) and class. All classes that occur for all vclusters that occur, so
-- that what is handed on has its place too.
CREATE OR REPLACE TEMP TABLE subject AS
WITH place AS (
    SELECT cluster, any_value(cluster_name) AS cluster_name, vcluster_uid, max(vcluster) AS vcluster,
           max(vcluster_namespace) AS vcluster_namespace
    FROM (SELECT cluster, cluster_name, vcluster_uid, vcluster, vcluster_namespace FROM thing
          UNION ALL
          SELECT cluster, cluster_name, NULL, NULL, NULL FROM watched
          UNION ALL
          SELECT b.cluster, coalesce(c.cluster_name, b.cluster), b.vcluster_uid, b.vcluster, b.vcluster_namespace
          FROM booking b
          JOIN asked a ON b.day_s >= a.from_s AND b.day_s < a.to_s
          LEFT JOIN cluster c ON c.cluster = b.cluster)
    GROUP BY cluster, vcluster_uid
),
class AS (
    SELECT class FROM thing
    UNION
    SELECT unnest(['fee', 'markup', 'allowance', 'correction', 'adjustment'])
)
SELECT (row_number() OVER (ORDER BY cluster, vcluster_uid NULLS FIRST, class))::INTEGER AS subject, place.*, class
FROM place
CROSS JOIN class;

UPDATE thing
SET subject = s.subject
FROM subject s
WHERE s.cluster = thing.cluster AND s.vcluster_uid IS NOT DISTINCT FROM thing.vcluster_uid AND s.class = thing.class;
