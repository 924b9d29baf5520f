-- Who is sending a notification, and until when nobody else may take it. Rows of before count as nobody's.
alter table notifications add column owner varchar(64);
alter table notifications add column lease_end_time timestamp(6) with time zone;
