-- The billing hours of the asked period; quiet_time is 'night' (of working days), 'weekend' or NULL.
CREATE OR REPLACE TEMP TABLE clock_hour (hour_s BIGINT NOT NULL, seconds BIGINT NOT NULL, quiet_time VARCHAR);
