-- The costs by time alone behind an amount of a day: fixed costs, and lines of bills.
SELECT f.per, f.name, f.total_attos, f.base_from_s, f.base_to_s, greatest(f.from_s, f.base_from_s) AS due_from_s, least(f.to_s, f.base_to_s) AS due_to_s
FROM fixed_thing t
JOIN fixed_cost f ON f.class = t.class AND f.name = t.name AND f.resource = t.resource AND f.pricing = t.pricing
JOIN asked_day y ON y.day_s = ? AND y.from_s < least(f.to_s, f.base_to_s) AND y.to_s > greatest(f.from_s, f.base_from_s)
WHERE t.thing_key = ?
ORDER BY f.base_from_s, f.fixed;
