-- Usage rows that cross a billing hour's end: their seconds would count in the hour they begin in. The placeholders are
-- the starts of the hours of a row's first and last second.
SELECT coalesce(p.namespace || '/' || p.pod, 'no pod') AS pod, u.from_s, u.to_s
FROM (SELECT span_id, from_s, to_s FROM usage WHERE ${begins} <> ${ends}) u
LEFT JOIN pod_span p ON p.span_id = u.span_id
ORDER BY u.from_s, pod;
