-- When each cluster was watched, cut to the period, and to the months and bills' rows of which it is a part: amounts are cut from those as wholes.
SELECT cluster, cluster_name, greatest(first_tick_s, ${wide_from_s}) AS from_s, least(last_tick_s, ${wide_to_s}) AS to_s
FROM cluster
WHERE first_tick_s < ${wide_to_s} AND last_tick_s > ${wide_from_s}
