-- A volume or a load balancer in an hour, stretch by stretch between changes of its price or size, with the entry of the price book.
SELECT greatest(r.from_s, h.hour_s) AS begin_s, least(r.to_s, h.end_s) AS finish_s, r.sort, r.size, r.billed, r.list_attos, r.rate_attos,
       p.from_s AS entry_from_s
FROM asset_rate r
JOIN hours h ON h.hour_s = ?
LEFT JOIN asset_price p ON p.kind = r.kind AND p.sort = r.sort AND p.from_s <= r.from_s AND p.to_s >= r.to_s AND p.rate_attos = r.list_attos
WHERE r.kind = ? AND r.span_id = ? AND r.from_s < h.end_s AND r.to_s > h.hour_s
QUALIFY row_number() OVER (PARTITION BY r.from_s ORDER BY p.rank NULLS LAST) = 1
ORDER BY begin_s;
