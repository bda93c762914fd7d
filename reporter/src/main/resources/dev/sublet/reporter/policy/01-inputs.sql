-- The policies in force, and which charges each concerns. A rule holds for a billing day when the day begins in [from_s, to_s). The
-- lowest number comes first. combo lists what charges there are, without days: conditions are asked of it once.
CREATE OR REPLACE TEMP TABLE rule (
    rule INTEGER NOT NULL, name VARCHAR NOT NULL, method VARCHAR NOT NULL, weight_of VARCHAR NOT NULL, within VARCHAR NOT NULL,
    unit VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE rule_part (rule INTEGER NOT NULL, cost_center VARCHAR NOT NULL, millionths BIGINT NOT NULL);
CREATE OR REPLACE TEMP TABLE fee (rule INTEGER NOT NULL, attos_per_hour HUGEINT, nanos_per_month HUGEINT, income VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE markup (
    name VARCHAR NOT NULL, cost_center VARCHAR, millionths HUGEINT NOT NULL, income VARCHAR NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE allowance (
    name VARCHAR NOT NULL, cost_center VARCHAR NOT NULL, nanos_per_month HUGEINT NOT NULL, funded_by VARCHAR NOT NULL,
    from_s BIGINT NOT NULL, to_s BIGINT NOT NULL
);
-- Billing days, the part of each that was asked for, and the whole month that it belongs to.
CREATE OR REPLACE TEMP TABLE day (
    day_s BIGINT NOT NULL, from_s BIGINT NOT NULL, to_s BIGINT NOT NULL, month_s BIGINT NOT NULL, month_end_s BIGINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE hands_on (rule INTEGER NOT NULL, combo INTEGER NOT NULL);
CREATE OR REPLACE TEMP TABLE among (rule INTEGER NOT NULL, combo INTEGER NOT NULL);
CREATE OR REPLACE TEMP TABLE policy_posting (
    day_s BIGINT NOT NULL, subject INTEGER NOT NULL, resource VARCHAR NOT NULL, payer INTEGER NOT NULL, charge VARCHAR NOT NULL,
    policy VARCHAR NOT NULL, source VARCHAR, pricing VARCHAR NOT NULL, quantity HUGEINT NOT NULL, amount_nanos HUGEINT NOT NULL
);
CREATE OR REPLACE TEMP TABLE combo AS
WITH combination AS (
    SELECT kind, thing_key, resource, payer
    FROM charge_day
    GROUP BY kind, thing_key, resource, payer
)
SELECT (row_number() OVER ())::INTEGER AS combo, c.kind, c.thing_key, c.resource, c.payer, p.cost_center, p.team, t.subject, t.cluster,
       t.cluster_name, t.class, t.namespace, t.virtual_namespace, t.labels, t.vcluster_namespace || '/' || t.vcluster AS vcluster_name, t.name
FROM combination c
JOIN thing t ON t.kind = c.kind AND t.thing_key = c.thing_key
JOIN payer p ON p.payer = c.payer;
