-- In the place of 15a-fixed.sql where nothing costs by time alone: no bill, no fixed cost, no commitment.
CREATE OR REPLACE TEMP TABLE fixed_thing (
    thing_key BIGINT, cluster VARCHAR, class VARCHAR, name VARCHAR, resource VARCHAR, pricing VARCHAR
);
