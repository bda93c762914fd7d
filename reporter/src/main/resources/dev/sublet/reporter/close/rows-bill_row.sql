-- All their rows: also those outside the period, since whole nanos of a resource are cut from all of its rows in a bill.
SELECT r.bill_id, r.from_s, r.to_s, r.class, r.category, r.service, r.resource, r.resource_name, r.resource_key, r.region, r.focus_rows,
       r.billed::VARCHAR AS billed, r.effective::VARCHAR AS effective, r.list::VARCHAR AS list
FROM bill_row r
JOIN close_bill c ON c.bill_id = r.bill_id AND c.close_id = ${close_id}
