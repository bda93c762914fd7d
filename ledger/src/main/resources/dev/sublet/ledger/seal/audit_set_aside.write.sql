-- audit_set_aside as it is sealed, layout 1; source is in the folder's name.
SELECT received_us, reason, body
FROM {rows}
