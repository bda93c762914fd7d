-- Usage rows that cross a billing hour's end: their seconds would count in the hour they begin in.
SELECT p.namespace || '/' || p.pod AS pod, u.from_s, u.to_s
FROM usage u
ASOF JOIN hours h ON u.from_s >= h.hour_s
JOIN pod_span p ON p.span_id = u.span_id
WHERE u.to_s > h.end_s
ORDER BY u.from_s, pod;
