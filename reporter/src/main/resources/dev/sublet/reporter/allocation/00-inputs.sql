-- The tables that the other steps read besides the ledger's. Times are seconds, [from_s, to_s); rates are in 10^-18 of the
-- currency. rank orders entries that fit the same thing, the lowest wins. price_epoch is the time between two neighbouring
-- dates of the price book. charged names the kinds that the price book has a section for.
CREATE OR REPLACE TEMP TABLE asked (from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, platform_cost_center VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE hours (hour_s BIGINT NOT NULL, end_s BIGINT NOT NULL);
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
