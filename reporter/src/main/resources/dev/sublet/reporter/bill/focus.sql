-- FOCUS rows as the ledger keeps bills: rows that differ in nothing that is kept become one. {columns} names what the files have, every column as text; what
-- they lack is NULL. Costs are exact decimals. class says what sort of cost a row is.
CREATE TABLE focus AS
WITH row AS (
    SELECT {columns}
    FROM {files}
),
typed AS (
    SELECT coalesce(provider_name, service_provider_name, {provider}, invoice_issuer_name) AS provider, billing_account_id AS account,
           billing_currency AS currency, seconds(billing_period_start) AS period_from_s, seconds(billing_period_end) AS period_to_s,
           seconds(charge_period_start) AS from_s, seconds(charge_period_end) AS to_s, charge_category AS category, charge_class,
           commitment_discount_status AS status, coalesce(service_name, '') AS service, service_subcategory, resource_id, resource_name,
           region_id AS region, TRY_CAST(billed_cost AS DECIMAL(38, 18)) AS billed, TRY_CAST(effective_cost AS DECIMAL(38, 18)) AS effective,
           TRY_CAST(list_cost AS DECIMAL(38, 18)) AS list, billed_cost, effective_cost, list_cost
    FROM row
),
sorted AS (
    SELECT *,
           CASE WHEN category = 'Tax' THEN 'tax'
                WHEN category = 'Credit' THEN 'credit'
                WHEN status = 'Unused' THEN 'unused-commitment'
                WHEN category = 'Adjustment' OR charge_class = 'Correction' OR effective < 0
                    THEN CASE WHEN effective < 0 THEN 'refund' ELSE 'adjustment' END
                WHEN service ILIKE '%support%' OR service_subcategory ILIKE '%support%' THEN 'support'
                WHEN category = 'Purchase' THEN 'purchase'
                ELSE 'usage' END AS class
    FROM typed
)
SELECT provider, account, currency, period_from_s, period_to_s, from_s, to_s, class, category, service, resource_id AS resource, resource_name,
       resource_key(resource_id, resource_name) AS resource_key, region, count(*) AS focus_rows, sum(billed) AS billed,
       sum(effective) AS effective, sum(list) AS list,
       count(*) FILTER (WHERE billed IS NULL OR effective IS NULL OR list IS NULL) AS bad_costs,
       min(CASE WHEN billed IS NULL THEN 'BilledCost ' || coalesce(billed_cost, 'null')
                WHEN effective IS NULL THEN 'EffectiveCost ' || coalesce(effective_cost, 'null')
                WHEN list IS NULL THEN 'ListCost ' || coalesce(list_cost, 'null') END) AS bad_cost,
       count(*) FILTER (WHERE greatest(length(regexp_extract(billed_cost, '\.([0-9]+)$', 1)), length(regexp_extract(effective_cost, '\.([0-9]+)$', 1)),
                                       length(regexp_extract(list_cost, '\.([0-9]+)$', 1))) > 18) AS rounded
FROM sorted
GROUP BY provider, account, currency, period_from_s, period_to_s, from_s, to_s, class, category, service, resource_id, resource_name, region;
