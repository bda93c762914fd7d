SELECT * EXCLUDE (age)
FROM {rows}
-- A stretch that has ended since stands in two files: the one that knows its end counts.
QUALIFY row_number() OVER (PARTITION BY span_id ORDER BY to_s IS NULL, age) = 1;
