-- The tables that the other steps read besides the ledger's, and charge_day, to which each slice of hours adds its sums. Times are seconds, [from_s, to_s); rates are in 10^-18 of the
-- currency. rank orders entries that fit the same thing, the lowest wins. price_epoch is the time between two neighbouring
-- dates of the price book. charged names the kinds that the price book has a section for.
CREATE OR REPLACE TEMP TABLE asked (
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, platform_cost_center VARCHAR NOT NULL, currency VARCHAR NOT NULL, bills_count BOOLEAN NOT NULL
);
-- The billing hours, and the billing day that each belongs to: both of the ledger's zone.
CREATE OR REPLACE TEMP TABLE hours (hour_s BIGINT NOT NULL, end_s BIGINT NOT NULL, day_s BIGINT NOT NULL);
CREATE OR REPLACE TEMP TABLE price_epoch (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL);
CREATE OR REPLACE TEMP TABLE base_ratio (
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, cpu HUGEINT NOT NULL, memory HUGEINT NOT NULL, gpu HUGEINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE node_price (
    rank INTEGER NOT NULL, cluster VARCHAR, region VARCHAR, name VARCHAR, instance_type VARCHAR, spot BOOLEAN,
    rate_attos HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- Hourly prices of spot nodes: each series covers all time, with a NULL rate before its first price. zone '' is every zone that the file
-- does not name for the type.
CREATE OR REPLACE TEMP TABLE spot_price (
    instance_type VARCHAR NOT NULL, zone VARCHAR NOT NULL, rate_attos HUGEINT, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE gpu_price (
    rank INTEGER NOT NULL, cluster VARCHAR, region VARCHAR, model VARCHAR NOT NULL, rate_attos HUGEINT NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- keep_millionths is what is left of a price.
CREATE OR REPLACE TEMP TABLE discount (
    rank INTEGER NOT NULL, resource VARCHAR NOT NULL, cluster VARCHAR, instance_type VARCHAR, spot BOOLEAN, keep_millionths HUGEINT NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- count 0 is a spend of rate_attos an hour.
CREATE OR REPLACE TEMP TABLE commitment (
    commitment INTEGER NOT NULL, name VARCHAR NOT NULL, cluster VARCHAR, region VARCHAR, instance_type VARCHAR, count HUGEINT NOT NULL,
    rate_attos HUGEINT NOT NULL, keep_millionths HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE network_price (
    rank INTEGER NOT NULL, cluster VARCHAR, sent HUGEINT NOT NULL, received HUGEINT NOT NULL, rate_attos HUGEINT NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE exchange_rate (currency VARCHAR NOT NULL, nanos HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL);
-- Services of which rows of bills are charged that match nothing.
CREATE OR REPLACE TEMP TABLE charged_service (pattern VARCHAR NOT NULL);
-- total_attos are spread evenly over [base_from_s, base_to_s) and cost in [from_s, to_s) of it: for each cluster, each node, or the fleet.
CREATE OR REPLACE TEMP TABLE fixed_cost (
    fixed INTEGER NOT NULL, per VARCHAR NOT NULL, class VARCHAR NOT NULL, name VARCHAR NOT NULL, cluster VARCHAR, instance_type VARCHAR,
    resource VARCHAR NOT NULL, pricing VARCHAR NOT NULL, total_attos HUGEINT NOT NULL, base_from_s BIGINT NOT NULL, base_to_s BIGINT NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE charged (kind VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE asset_price (
    rank INTEGER NOT NULL, kind VARCHAR NOT NULL, sort VARCHAR NOT NULL, cluster VARCHAR,
    rate_attos HUGEINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- What each thing cost in each billing day and who pays it, before anything is handed on: pods' spans, volumes and load
-- balancers by span_id, idle and system parts and unseen usage by node_key, all else by the number of fixed_thing. A day that several
-- slices share has several rows. quantity is in core-milliseconds, KiB-seconds, GPU-seconds, bytes or seconds. rule is the policy rule that hands the row on, if any.
CREATE OR REPLACE TEMP TABLE charge_day (
    day_s BIGINT NOT NULL, kind ENUM ('pod', 'idle', 'system', 'unseen', 'storage', 'load-balancer', 'fixed') NOT NULL, thing_key BIGINT NOT NULL,
    node_key INTEGER, resource ENUM ('cpu', 'memory', 'gpu', 'storage', 'load-balancer', 'network', 'fixed', 'commitment', 'bill') NOT NULL, payer INTEGER NOT NULL,
    quantity HUGEINT NOT NULL, amount_nanos HUGEINT NOT NULL, rule INTEGER, pricing ENUM ('book', 'billed') NOT NULL
);
-- The hours that are allocated at a time: all steps that are views hold for them. One query's working memory is bounded so.
CREATE OR REPLACE TEMP VIEW slice AS
SELECT hour_s, end_s FROM hours
WHERE hour_s >= getvariable('slice_from_s') AND hour_s < getvariable('slice_to_s');
-- Cost centers that only a policy names.
CREATE OR REPLACE TEMP TABLE named_payer (cost_center VARCHAR NOT NULL);
-- The asked part of each billing day.
CREATE OR REPLACE TEMP VIEW asked_day AS
SELECT day_s, min(hour_s) AS from_s, max(end_s) AS to_s FROM hours GROUP BY day_s;
-- Whether the view charge shows hours instead of days.
SET VARIABLE charges_by_hour = false;
