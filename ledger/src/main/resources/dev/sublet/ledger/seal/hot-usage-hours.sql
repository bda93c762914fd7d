-- The clusters and UTC hours that final usage rows in the hot store belong to. Rows of unknown spans belong to none.
SELECT DISTINCT spans.cluster, hours.hour_s
FROM (SELECT DISTINCT span_id, from_s // 3600 * 3600 AS hour_s FROM hot.main.usage_final) AS hours
JOIN pod_span AS spans USING (span_id)
