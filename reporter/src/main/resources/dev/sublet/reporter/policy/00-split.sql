-- Cuts each total by weights into whole nanos: the floor of total x weight / whole, and the nanos that remain one by one to the
-- largest remainders, ties by the column tie (Hamilton's method). Parts of a total sum to it exactly and have its sign. The
-- table `parts` has the columns part_of, total, weight (not negative, not all zero for a part_of) and tie; all columns come
-- back with the amount.
CREATE OR REPLACE TEMP MACRO split(parts) AS TABLE
WITH weighed AS (
    SELECT *, sum(weight) OVER (PARTITION BY part_of) AS whole
    FROM query_table(parts)
),
floored AS (
    SELECT *, abs(total) * weight // whole AS floor_amount
    FROM weighed
    WHERE whole > 0
),
ranked AS (
    SELECT *, abs(total) - sum(floor_amount) OVER (PARTITION BY part_of) AS left_over,
           row_number() OVER (PARTITION BY part_of ORDER BY abs(total) * weight - floor_amount * whole DESC, tie) AS place
    FROM floored
)
SELECT * EXCLUDE (floor_amount, left_over, place),
       (floor_amount + CASE WHEN place <= left_over THEN 1 ELSE 0 END) * CASE WHEN total < 0 THEN -1 ELSE 1 END AS amount
FROM ranked;
