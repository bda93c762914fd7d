-- The hours of nodes that a commitment may cover, before any does: left is the part in 10^-12 that none has covered yet, *_attos_s what
-- commitments cost for the rest, in attos x seconds. A commitment does not count in hours in which a bill covers nodes that it fits: there
-- the bill says what it cost.
CREATE OR REPLACE TEMP TABLE committed AS
SELECT r.span_id, r.from_s AS piece_s, h.hour_s, (least(r.to_s, h.end_s) - greatest(r.from_s, h.hour_s))::HUGEINT AS seconds,
       1000000000000::HUGEINT AS left_part, 0::HUGEINT AS cpu_attos_s, 0::HUGEINT AS memory_attos_s, 0::HUGEINT AS gpu_attos_s
FROM node_rate r
JOIN hours h ON h.hour_s < r.to_s AND h.end_s > r.from_s
WHERE NOT r.billed AND EXISTS (
    SELECT 1 FROM commitment k WHERE commitment_fits(k.cluster, k.region, k.instance_type, r.cluster, r.cluster_name, r.region, r.instance_type, r.spot) AND k.from_s < r.to_s AND k.to_s > r.from_s);

-- What commitments left unused: microseconds of a reserved node, or nanos x seconds of a spend.
CREATE OR REPLACE TEMP TABLE commitment_hour (
    commitment INTEGER NOT NULL, hour_s BIGINT NOT NULL, bought HUGEINT NOT NULL, wanted HUGEINT NOT NULL, covered_part HUGEINT NOT NULL
);
