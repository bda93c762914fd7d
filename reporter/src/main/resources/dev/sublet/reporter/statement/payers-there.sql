-- Who is charged something in the period.
SELECT DISTINCT p.cost_center FROM posting a JOIN payer p ON p.payer = a.payer WHERE a.amount_nanos <> 0;
