-- The tables that the other steps read besides the ledger's, and charge_day, to which each slice of hours adds its sums. Times are seconds, [from_s, to_s); rates are in 10^-18 of the
-- currency. rank orders entries that fit the same thing, the lowest wins. price_epoch is the time between two neighbouring
-- dates of the price book. charged names the kinds that the price book has a section for.
CREATE OR REPLACE TEMP TABLE asked (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, platform_cost_center VARCHAR NOT NULL);
-- The billing hours, and the billing day that each belongs to: both of the ledger's zone.
CREATE OR REPLACE TEMP TABLE hours (hour_s BIGINT NOT NULL, end_s BIGINT NOT NULL, day_s BIGINT NOT NULL);
CREATE OR REPLACE TEMP TABLE price_epoch (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL);
CREATE OR REPLACE TEMP TABLE base_ratio (
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, cpu HUGEINT NOT NULL, memory HUGEINT NOT NULL, gpu HUGEINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE node_price (
    rank INTEGER NOT NULL, cluster VARCHAR, name VARCHAR, instance_type VARCHAR, spot BOOLEAN,
    rate_attos HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE charged (kind VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE asset_price (
    rank INTEGER NOT NULL, kind VARCHAR NOT NULL, sort VARCHAR NOT NULL, cluster VARCHAR,
    rate_attos HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- What each thing cost in each billing day and who pays it, before anything is handed on: pods' spans, volumes and load
-- balancers by span_id, idle and system parts and unseen usage by node_key. A day that several slices share has several rows.
-- quantity is in core-milliseconds, KiB-seconds, GPU-seconds or seconds. rule is the policy rule that hands the row on, if any.
CREATE OR REPLACE TEMP TABLE charge_day (
    day_s BIGINT NOT NULL, kind ENUM ('pod', 'idle', 'system', 'unseen', 'storage', 'load-balancer') NOT NULL, thing_key BIGINT NOT NULL,
    node_key INTEGER, resource ENUM ('cpu', 'memory', 'gpu', 'storage', 'load-balancer') NOT NULL, payer INTEGER NOT NULL,
    quantity HUGEINT NOT NULL, amount_nanos HUGEINT NOT NULL, rule INTEGER
);
-- The hours that are allocated at a time: all steps that are views hold for them. One query's working memory is bounded so.
CREATE OR REPLACE TEMP VIEW slice AS
SELECT hour_s, end_s FROM hours
WHERE hour_s >= getvariable('slice_from_s') AND hour_s < getvariable('slice_to_s');
-- Cost centers that only a policy names.
CREATE OR REPLACE TEMP TABLE named_payer (cost_center VARCHAR NOT NULL);
