-- The lines of a period as its close froze them; none while it is not closed.
SELECT :columns
FROM close_line
JOIN (SELECT close_id AS closed FROM period_close WHERE from_s = :from_s AND to_s = :to_s AND state = 'closed') ON closed = close_id
ORDER BY line;
