-- Whether usage_hour holds at most one row for each span and billing hour of the asked period, so that the views need not sum any up: all billing hours are
-- whole hours of UTC, files of one partition do not overlap, and beside the files' rows there are none in the files' time. What lies behind the last file
-- is rolled up from usage rows and is single by itself. Late rows that lie in a file of their own, or are not sealed yet, make it false, and so does
-- a table that was not made of files.
SET VARIABLE hours_are_single = (
    WITH piece AS (
        SELECT partition, from_s, to_s, generation, sum(row_count) AS row_count
        FROM sealed_file
        WHERE table_name = 'usage_hour'
        GROUP BY partition, from_s, to_s, generation
    ),
    touched AS (
        SELECT min(from_s) AS from_s, max(to_s) AS to_s
        FROM piece
        WHERE from_s < getvariable('asked_to_s') AND to_s > getvariable('asked_from_s')
    ),
    inside AS (
        SELECT p.row_count, p.from_s < max(p.to_s) OVER (PARTITION BY p.partition ORDER BY p.from_s, p.to_s
                                                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS shared
        FROM piece p
        JOIN touched t ON p.from_s >= t.from_s AND p.to_s <= t.to_s
    )
    SELECT (SELECT count(*) = 0 FROM hours WHERE hour_s % 3600 <> 0 OR end_s - hour_s <> 3600)
           AND coalesce((SELECT NOT bool_or(coalesce(shared, false)) FROM inside), false)
           AND (SELECT count(*) FROM usage_hour WHERE hour_s >= (SELECT from_s FROM touched) AND hour_s < (SELECT to_s FROM touched))
               = coalesce((SELECT sum(row_count) FROM inside), -1)
);
