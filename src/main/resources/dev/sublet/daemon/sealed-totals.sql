-- Sealed files, their bytes, hot rows that wait to be sealed, and when the last file was recorded. main.* are the hot
-- tables themselves, whatever a reader's views of the same name add. Open hours count too: they wait for their end.
SELECT (SELECT count(*) FROM sealed_file),
       (SELECT coalesce(sum(bytes), 0)::BIGINT FROM sealed_file),
       (SELECT count(*) FROM main.usage_final) + (SELECT count(*) FROM main.tick) + (SELECT count(*) FROM main.node_tick)
           + (SELECT count(*) FROM main.unseen_usage) + (SELECT count(*) FROM main.audit_event)
           + (SELECT count(*) FROM main.audit_set_aside),
       (SELECT coalesce(max(recorded_at_s), 0) FROM sealed_file)
