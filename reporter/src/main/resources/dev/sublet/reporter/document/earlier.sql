-- Stored statements of other periods that end before :before_s, with what each cost center paid. The latest first.
SELECT s.from_s, s.to_s, l.cost_center, sum(l.amount_nanos)::VARCHAR AS amount_nanos
FROM statement s
JOIN statement_line l ON l.statement_id = s.statement_id
WHERE s.to_s <= :before_s AND s.to_s > :after_s AND s.currency = ':currency'
GROUP BY s.from_s, s.to_s, l.cost_center
ORDER BY s.to_s DESC, s.from_s, l.cost_center;
