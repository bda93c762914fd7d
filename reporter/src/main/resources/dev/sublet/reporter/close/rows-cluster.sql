-- When each cluster was watched, cut to the period.
SELECT cluster, cluster_name, greatest(first_tick_s, ${from_s}) AS from_s, least(last_tick_s, ${to_s}) AS to_s
FROM cluster
WHERE first_tick_s < ${to_s} AND last_tick_s > ${from_s}
