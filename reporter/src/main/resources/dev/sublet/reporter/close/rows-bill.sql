-- The bills that the period was closed with, at the first second of theirs.
SELECT b.bill_id, b.name, b.provider, b.account, b.currency, b.from_s, b.to_s, b.focus_rows, b.billed::VARCHAR AS billed,
       b.effective::VARCHAR AS effective, b.list::VARCHAR AS list, b.digest, b.imported_at_s
FROM bill b
JOIN close_bill c ON c.bill_id = b.bill_id AND c.close_id = ${close_id}
