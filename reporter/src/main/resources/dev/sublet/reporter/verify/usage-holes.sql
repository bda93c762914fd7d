-- Pod spans with seconds that no usage row holds or that two hold, or with rows outside of them.
-- The rows of a span lie in a line without a gap if their starts and ends, the first start and the last end aside, are the same
-- seconds: then hashes of starts less hashes of ends add up to those of the stretches that the span lived. One sum
-- for each span does for any number of rows, and rows never run backwards, so what balances is that line and nothing else.
SELECT span_id
FROM (
    SELECT span_id, hash(from_s)::HUGEINT - hash(to_s)::HUGEINT AS step FROM usage
    UNION ALL
    SELECT span_id, hash(to_s)::HUGEINT - hash(from_s)::HUGEINT FROM usage_lived
)
GROUP BY span_id
HAVING sum(step) <> 0
ORDER BY span_id;
