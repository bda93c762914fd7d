-- What lies sealed, by table: files, rows, bytes, and the seconds of pods that the rows of usage stand for.
SELECT table_name, count(*), sum(row_count)::BIGINT, sum(bytes)::BIGINT,
       coalesce(sum(CAST(json_extract_string(column_sums, '$.seconds.sum') AS BIGINT)), 0)::BIGINT
FROM sealed_file
GROUP BY table_name
ORDER BY table_name
