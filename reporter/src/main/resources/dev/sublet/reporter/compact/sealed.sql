-- What lies sealed, by table: files, rows, bytes, and the seconds of pods that the rows of usage stand for. The latter come
-- from the sums that were recorded with each file, so no file is read.
WITH pod_time AS (
    SELECT sum(total.sum::HUGEINT)::BIGINT AS seconds
    FROM (SELECT unnest(from_json(column_sums, '[{"column": "VARCHAR", "sum": "VARCHAR"}]')) AS total
          FROM sealed_file
          WHERE table_name = 'usage')
    WHERE total."column" = 'seconds'
)
SELECT table_name, count(*), sum(row_count)::BIGINT, sum(bytes)::BIGINT,
       CASE WHEN table_name = 'usage' THEN (SELECT coalesce(seconds, 0) FROM pod_time) ELSE 0 END
FROM sealed_file
GROUP BY table_name
ORDER BY table_name
