-- The lines of a period as they were last reported.
SELECT :columns
FROM statement_line
JOIN (SELECT statement_id AS reported FROM statement WHERE from_s = :from_s AND to_s = :to_s) ON reported = statement_id
ORDER BY line;
