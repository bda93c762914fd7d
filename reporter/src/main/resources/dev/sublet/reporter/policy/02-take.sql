-- Gives each charge of a day to the first rule that is in force and hands it on.
UPDATE charge_day
SET rule = first_rule.rule
FROM (
    SELECT c.kind, c.thing_key, c.resource, c.payer, d.day_s, min(r.rule) AS rule
    FROM hands_on h
    JOIN combo c ON c.combo = h.combo
    JOIN rule r ON r.rule = h.rule
    JOIN day d ON d.day_s >= r.from_s AND d.day_s < r.to_s
    GROUP BY c.kind, c.thing_key, c.resource, c.payer, d.day_s
) first_rule
WHERE charge_day.kind = first_rule.kind AND charge_day.thing_key = first_rule.thing_key AND charge_day.resource = first_rule.resource
  AND charge_day.payer = first_rule.payer AND charge_day.day_s = first_rule.day_s;
