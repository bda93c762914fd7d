-- Hours from receipts, where their numbers are text so that no reader rounds them.
CREATE TABLE ${table} AS
SELECT span_id, from_s AS hour_s, COLUMNS(* EXCLUDE (span_id, from_s))::BIGINT
FROM ${rows}
