-- Sealed files, their bytes, hot rows that wait to be sealed, and when the last file was recorded. hot.main.* are the
-- hot tables themselves, whatever a reader's views of the same name add. Open hours count too: they wait for their end.
SELECT (SELECT count(*) FROM sealed_file),
       (SELECT coalesce(sum(bytes), 0)::BIGINT FROM sealed_file),
       (SELECT count(*) FROM hot.main.usage_final) + (SELECT count(*) FROM hot.main.tick) + (SELECT count(*) FROM hot.main.node_tick)
           + (SELECT count(*) FROM hot.main.unseen_usage) + (SELECT count(*) FROM hot.main.audit_event)
           + (SELECT count(*) FROM hot.main.audit_set_aside),
       (SELECT coalesce(max(recorded_at_s), 0) FROM sealed_file)
