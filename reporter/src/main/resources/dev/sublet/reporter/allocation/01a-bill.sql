-- The bills that touch the asked period: those of a close, or those that count now, drafts before kept ones.
CREATE OR REPLACE TEMP TABLE counted_bill AS
SELECT b.*
FROM (SELECT b.*, false AS draft FROM bill b UNION ALL SELECT d.*, true FROM draft_bill d) b
JOIN asked a ON a.bills_count AND b.from_s < a.to_s AND b.to_s > a.from_s
WHERE CASE WHEN getvariable('bills_of_close') IS NOT NULL
           THEN NOT b.draft AND b.bill_id IN (SELECT bill_id FROM close_bill WHERE close_id = getvariable('bills_of_close'))
           ELSE b.draft OR (b.bill_id NOT IN (SELECT bill_id FROM bill_replaced) AND NOT EXISTS (
               SELECT 1 FROM draft_bill d
               WHERE d.provider = b.provider AND d.account = b.account AND d.currency = b.currency AND d.from_s = b.from_s AND d.to_s = b.to_s)) END;
CREATE OR REPLACE TEMP VIEW counted_bill_row AS SELECT * FROM bill_row UNION ALL SELECT * FROM draft_bill_row;
