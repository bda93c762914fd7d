-- What each place paid in each billing day, by what can be said of the days to come: usage goes on by its pattern, fixed costs as the
-- price book says, daily amounts (fees, unused commitments) as they were, allowances up to their bound, and all else came once.
CREATE OR REPLACE TEMP TABLE day_part AS
SELECT a.day_s, p.cost_center, s.cluster, s.vcluster_uid, s.vcluster_namespace || '/' || s.vcluster AS vcluster, s.class, a.resource,
       CASE WHEN a.charge = 'allowance' THEN 'allowance'
            WHEN a.charge IN ('correction', 'adjustment') OR a.resource = 'bill' THEN 'once'
            WHEN a.charge = 'fee' OR a.resource = 'commitment' THEN 'daily'
            WHEN a.resource = 'fixed' THEN 'fixed'
            ELSE 'usage' END AS sort,
       sum(a.amount_nanos) AS amount_nanos
FROM posting a
JOIN payer p ON p.payer = a.payer
JOIN subject s ON s.subject = a.subject
GROUP BY ALL;
