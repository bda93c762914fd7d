-- All vclusters that this ledger knows of.
SELECT DISTINCT namespace || '/' || vcluster FROM vcluster_span;
