-- Hours of a pod span in the slice whose seconds are not those that the span lived in that hour.
WITH held AS (
    SELECT span_id, billing_hour(usage_hour.hour_s) AS hour_s, sum(seconds) AS seconds, sum(measured_s + bridged_s + estimated_s + missing_s) AS covered
    FROM usage_hour
    WHERE usage_hour.hour_s >= getvariable('slice_from_s') AND usage_hour.hour_s < getvariable('slice_to_s')
    GROUP BY span_id, billing_hour(usage_hour.hour_s)
),
expected AS (
    SELECT l.span_id, h.hour_s, sum(least(l.to_s, h.end_s) - greatest(l.from_s, h.hour_s)) AS seconds
    FROM usage_hour_lived l
    JOIN slice h ON h.hour_s < l.to_s AND h.end_s > l.from_s
    WHERE l.from_s < getvariable('slice_to_s') AND l.to_s > getvariable('slice_from_s')
    GROUP BY l.span_id, h.hour_s
)
SELECT coalesce(p.namespace || '/' || p.pod, 'no pod') AS pod, hour_s, coalesce(h.seconds, 0)::BIGINT AS seconds,
       coalesce(e.seconds, 0)::BIGINT AS expected
FROM held h
FULL JOIN expected e USING (span_id, hour_s)
LEFT JOIN pod_span p USING (span_id)
WHERE h.seconds IS DISTINCT FROM e.seconds OR h.covered <> h.seconds
ORDER BY hour_s, pod;
