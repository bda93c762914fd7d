-- Subjects that one payer pays for through all hours of the slice: nobody owns them, or one owner wholly. Their things need not be looked at hour by hour.
-- Whoever shares, or owns only a part of the time, is left to owner_part. 0 is the platform, -1 suspense.
CREATE OR REPLACE TEMP VIEW sole_payer AS
SELECT a.subject_key, CASE WHEN count(o.subject) = 0 THEN any_value(a.without_payer) ELSE any_value(p.payer) END AS payer
FROM asked_subject a
LEFT JOIN owner o
  ON o.cluster = a.cluster AND o.subject_kind = a.subject_kind AND o.subject = a.subject
 AND o.from_s < getvariable('slice_to_s') AND o.to_s > getvariable('slice_from_s')
LEFT JOIN payer p ON p.cost_center = o.cost_center AND p.team IS NOT DISTINCT FROM o.team
GROUP BY a.subject_key
HAVING count(o.subject) = 0
    OR (count(*) = 1 AND min(o.share_millionths) = 1000000
        AND min(o.from_s) <= getvariable('slice_from_s') AND max(o.to_s) >= getvariable('slice_to_s'))
UNION ALL
SELECT 0, getvariable('platform_payer')
UNION ALL
SELECT -1, getvariable('suspense_payer');
