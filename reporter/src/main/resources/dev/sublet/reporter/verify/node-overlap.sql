-- Node spans of one node that share a second: that second would be charged twice.
SELECT node, cluster, from_s, ended_s
FROM (
    SELECT node, cluster, from_s,
           max(coalesce(to_s, 9000000000000)) OVER (PARTITION BY cluster, node_uid ORDER BY from_s, span_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended_s
    FROM node_span
)
WHERE from_s < ended_s
ORDER BY cluster, node, from_s;
