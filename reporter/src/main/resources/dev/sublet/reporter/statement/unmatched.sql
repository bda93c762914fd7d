-- What bills say of the asked period that is charged to nobody: rows that match no node and no volume and whose service is not named either.
SELECT b.provider, b.currency, sum(r.effective) AS effective
FROM counted_bill_row r
JOIN counted_bill b ON b.bill_id = r.bill_id
JOIN asked a ON a.bills_count AND r.from_s < a.to_s AND r.to_s > a.from_s
WHERE r.class IN ('usage', 'purchase')
  AND NOT (r.class = 'usage' AND EXISTS (
        SELECT 1 FROM billed_piece p
        WHERE p.bill_id = r.bill_id AND p.resource_key = r.resource_key AND p.row_from_s = r.from_s AND p.row_to_s = r.to_s))
  AND NOT EXISTS (
        SELECT 1 FROM charged_service s
        WHERE s.pattern = r.service OR (s.pattern LIKE '%*' AND starts_with(r.service, rtrim(s.pattern, '*'))))
GROUP BY b.provider, b.currency
ORDER BY b.provider, b.currency;
