-- The namespaces inside a vcluster whose pods this ledger knows.
SELECT DISTINCT virtual_namespace FROM pod_span WHERE vcluster_namespace || '/' || vcluster = ? AND virtual_namespace IS NOT NULL;
