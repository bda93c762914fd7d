-- Holds, the oldest first. A hold on several tables is one row here; the spans that it covers for the sake of the others go
-- unsaid. No table is every table.
SELECT hold_id, string_agg(DISTINCT table_name, ',' ORDER BY table_name), min(from_s), max(to_s), any_value(reason),
       any_value(placed_by), min(placed_at_s), max(released_at_s)
FROM legal_hold
WHERE table_name IS NULL OR NOT ends_with(table_name, '_span')
GROUP BY hold_id
ORDER BY hold_id
