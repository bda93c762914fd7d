-- The clusters and UTC hours that final usage rows in the hot store belong to, with how many. Rows of unknown spans belong to
-- none. {spans} has span_id and cluster, {known} is the stretch of time whose rows are sealed.
SELECT spans.cluster, from_s // 3600 * 3600 AS hour_s, count(*) AS usage_rows
FROM hot.main.usage_final
JOIN (SELECT DISTINCT span_id, cluster FROM {spans}) AS spans USING (span_id)
WHERE {known}
GROUP BY ALL
