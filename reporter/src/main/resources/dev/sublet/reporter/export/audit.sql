-- Who did what. The window holds for when it was done.
SELECT make_timestamp(stage_us) AT TIME ZONE 'UTC' AS at_time, make_timestamp(received_us) AT TIME ZONE 'UTC' AS received_time,
       * EXCLUDE (stage_us, received_us)
FROM audit_event
WHERE stage_us >= :from_s::BIGINT * 1000000 AND stage_us < :to_s::BIGINT * 1000000
