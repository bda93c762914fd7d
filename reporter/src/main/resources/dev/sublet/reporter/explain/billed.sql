-- The rows of bills that stand for a part of a thing's hour. attos_s bounds: the seconds of the row up to the hour's part and to its end.
SELECT p.bill_id, b.name, b.provider, p.resource_key, p.row_from_s, p.row_to_s, p.attos, p.before_attos, p.whole_s,
       p.before_s + greatest(p.from_s, h.hour_s) - p.from_s AS from_second, p.before_s + least(p.to_s, h.end_s) - p.from_s AS to_second
FROM billed_piece p
JOIN bill b ON b.bill_id = p.bill_id
JOIN hours h ON h.hour_s = ? AND h.hour_s < p.to_s AND h.end_s > p.from_s
WHERE p.kind = ? AND p.span_id IN (SELECT span_id FROM node_rate WHERE ? = 'node' AND node_key = ? UNION ALL SELECT ?::BIGINT WHERE ? <> 'node')
ORDER BY p.row_from_s, p.bill_id;
