-- In the place of 11-asset-hour.sql where there are neither volumes nor load balancers.
CREATE OR REPLACE TEMP VIEW asset_hour AS
SELECT NULL::VARCHAR AS kind, NULL::BIGINT AS span_id, NULL::VARCHAR AS cluster, NULL::BIGINT AS hour_s, NULL::BIGINT AS from_s, NULL::BIGINT AS to_s,
       NULL::HUGEINT AS quantity, NULL::VARCHAR AS pricing, NULL::HUGEINT AS cost_nanos
WHERE false;
