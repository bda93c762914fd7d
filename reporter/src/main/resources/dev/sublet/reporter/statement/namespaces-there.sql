-- Namespaces of the hosts with a charge in the period.
SELECT DISTINCT namespace FROM thing WHERE namespace IS NOT NULL;
