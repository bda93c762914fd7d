-- Holds, the oldest first. A hold on several tables is one row here.
SELECT hold_id, string_agg(DISTINCT table_name, ',' ORDER BY table_name) AS tables, min(from_s), max(to_s), any_value(reason),
       any_value(placed_by), min(placed_at_s), max(released_at_s)
FROM legal_hold
GROUP BY hold_id
ORDER BY hold_id
