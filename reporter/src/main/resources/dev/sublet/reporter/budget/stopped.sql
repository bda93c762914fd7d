-- Vclusters that will not go on as they did: paused ones, and those that are deleted. What was there for less than a week is no loss: others
-- of its kind come and go.
SELECT cluster, vcluster_uid,
       CASE WHEN bool_or(to_s IS NULL) THEN arg_max(state, from_s) ELSE 'deleted' END AS state
FROM vcluster_span
GROUP BY cluster, vcluster_uid
HAVING NOT bool_or(to_s IS NULL) AND max(to_s) - min(from_s) >= 604800
    OR bool_or(to_s IS NULL) AND arg_max(state, from_s) = 'paused'
ORDER BY cluster, vcluster_uid;
