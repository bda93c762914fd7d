-- In the place of billed.sql where no bill counts: the same tables without rows.
CREATE OR REPLACE TEMP TABLE bill_share (kind VARCHAR, span_id BIGINT, from_s BIGINT, to_s BIGINT, cost_nanos HUGEINT);
CREATE OR REPLACE TEMP TABLE bill_covered (kind VARCHAR, span_id BIGINT, from_s BIGINT, to_s BIGINT);
