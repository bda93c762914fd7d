-- What the audit record holds in all.
SELECT count(*) AS events, min(stage_us) AS first_us, max(stage_us) AS last_us FROM audit_event
