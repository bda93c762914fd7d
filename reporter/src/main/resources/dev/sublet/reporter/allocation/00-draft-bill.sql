-- Bills that are tried out and not kept; empty unless somebody put some in before. They take the place of kept ones of the same provider, account,
-- period and currency.
CREATE TEMP TABLE IF NOT EXISTS draft_bill AS SELECT * FROM bill LIMIT 0;
CREATE TEMP TABLE IF NOT EXISTS draft_bill_row AS SELECT * FROM bill_row LIMIT 0;
