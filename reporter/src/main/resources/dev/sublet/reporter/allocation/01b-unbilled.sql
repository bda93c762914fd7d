-- In the place of 01b-billed.sql where no bill counts: the same tables without rows.
CREATE OR REPLACE TEMP TABLE billed_row (
    bill_id BIGINT, provider VARCHAR, currency VARCHAR, class VARCHAR, service VARCHAR, resource_key VARCHAR, from_s BIGINT, to_s BIGINT, attos HUGEINT
);
CREATE OR REPLACE TEMP TABLE billed_piece (
    bill_id BIGINT, resource_key VARCHAR, row_from_s BIGINT, row_to_s BIGINT, attos HUGEINT, before_attos HUGEINT, kind VARCHAR, span_id BIGINT,
    cluster VARCHAR, from_s BIGINT, to_s BIGINT, before_s HUGEINT, whole_s HUGEINT
);
CREATE OR REPLACE TEMP TABLE billed_hour (kind VARCHAR, span_id BIGINT, hour_s BIGINT, amount_nanos HUGEINT);
CREATE OR REPLACE TEMP TABLE billed_time (kind VARCHAR, span_id BIGINT, billed BOOLEAN, from_s BIGINT, to_s BIGINT);
