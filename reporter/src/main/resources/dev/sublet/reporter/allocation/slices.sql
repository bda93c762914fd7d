-- How many spans of nodes, pods, volumes and load balancers live in each of the hours: what decides how many hours can be worked
-- on at a time. Those that began up to the hour's end less those that ended before it began.
WITH bounds AS (SELECT min(hour_s) AS from_s, max(end_s) AS to_s FROM hours),
lived AS (
    SELECT greatest(s.from_s, b.from_s) AS from_s, least(coalesce(s.to_s, b.to_s), b.to_s) AS to_s
    FROM (SELECT from_s, to_s FROM pod_span UNION ALL SELECT from_s, to_s FROM node_span
          UNION ALL SELECT from_s, to_s FROM volume_span UNION ALL SELECT from_s, to_s FROM service_span) s
    CROSS JOIN bounds b
    WHERE s.from_s < b.to_s AND coalesce(s.to_s, b.to_s) > b.from_s
),
change AS (
    SELECT from_s AS at_s, 1 AS begun, 0 AS ended FROM lived
    UNION ALL
    SELECT to_s - 1, 0, 1 FROM lived
    UNION ALL
    SELECT hour_s, 0, 0 FROM hours
),
in_hour AS (
    SELECT h.hour_s, any_value(h.end_s) AS end_s, sum(c.begun) AS begun, sum(c.ended) AS ended
    FROM change c
    JOIN hours h ON h.hour_s = billing_hour(c.at_s)
    GROUP BY h.hour_s
)
SELECT hour_s, end_s, (sum(begun) OVER (ORDER BY hour_s) - sum(ended) OVER (ORDER BY hour_s) + ended)::BIGINT AS things
FROM in_hour
ORDER BY hour_s;
