-- By UTC day of from_s: SHA-256 over the SHA-256 of each row as JSON, in hex, in the order of those.
WITH encoded AS (
    SELECT from_s - from_s % 86400 AS day_s, sha256(to_json(r)::VARCHAR) AS digest
    FROM (${rows}) r
)
SELECT day_s, count(*) AS row_count, sha256(string_agg(digest, '' ORDER BY digest)) AS digest
FROM encoded
GROUP BY day_s
ORDER BY day_s
