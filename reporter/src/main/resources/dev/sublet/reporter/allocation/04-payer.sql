-- Everybody who may pay, by cost center and team: millions of rows of the later steps carry the number. The order decides whose
-- part of a nano comes first where an amount is cut.
CREATE OR REPLACE TEMP TABLE payer AS
SELECT (row_number() OVER (ORDER BY cost_center, team NULLS FIRST))::INTEGER AS payer, cost_center, team
FROM (
    SELECT cost_center, team FROM owner
    UNION
    SELECT platform_cost_center, NULL FROM asked
    UNION
    SELECT cost_center, NULL FROM named_payer
    UNION
    SELECT b.cost_center, b.team FROM booking b JOIN asked a ON b.day_s >= a.from_s AND b.day_s < a.to_s
    UNION
    SELECT 'suspense', NULL
);
SET VARIABLE platform_payer = (SELECT payer FROM payer JOIN asked ON cost_center = platform_cost_center WHERE team IS NULL);
SET VARIABLE suspense_payer = (SELECT payer FROM payer WHERE cost_center = 'suspense' AND team IS NULL);
