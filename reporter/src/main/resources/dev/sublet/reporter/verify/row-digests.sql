-- Months of a table and partition whose sealed files hold fewer rows than the days' digests were made of: rows that were promised
-- are gone. Files may hold more: rows that came late. What retention removed does not count.
WITH kept AS (
    SELECT * FROM row_digest d
    ANTI JOIN retired r
      ON r.table_name = d.table_name AND r.partition = d.partition AND d.day_s >= r.from_s AND d.day_s < r.to_s
),
counted AS (
    SELECT table_name, partition, strftime(make_timestamp(from_s * 1000000), '%Y-%m') AS month, row_count AS in_files,
           0 AS in_digests
    FROM sealed_file
    UNION ALL
    SELECT table_name, partition, strftime(make_timestamp(day_s * 1000000), '%Y-%m'), 0, row_count
    FROM kept
)
SELECT table_name, partition, month, sum(in_files)::BIGINT AS in_files, sum(in_digests)::BIGINT AS in_digests
FROM counted
GROUP BY table_name, partition, month
HAVING sum(in_files) < sum(in_digests)
ORDER BY table_name, partition, month;
