-- audit_set_aside from files of layout 1.
SELECT source, received_us, reason, body
FROM {files}
