-- For how many seconds of the watched period each vcluster was paused or asleep, and for how many it was there at all.
WITH lived AS (
    SELECT v.cluster, v.vcluster_uid, v.state,
           greatest(v.from_s, w.from_s) AS from_s, least(coalesce(v.to_s, w.to_s), w.to_s) AS to_s
    FROM vcluster_span v
    JOIN watched w ON w.cluster = v.cluster
)
SELECT cluster, vcluster_uid, sum(to_s - from_s)::BIGINT AS there_s,
       sum(CASE WHEN state IN ('paused', 'sleeping') THEN to_s - from_s ELSE 0 END)::BIGINT AS asleep_s
FROM lived
WHERE from_s < to_s
GROUP BY cluster, vcluster_uid
HAVING sum(CASE WHEN state IN ('paused', 'sleeping') THEN to_s - from_s ELSE 0 END) > 0
ORDER BY cluster, vcluster_uid;
