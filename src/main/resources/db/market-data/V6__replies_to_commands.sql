-- What a reply answers, as far as it was known when it came: add, remove, set or snapshots, and the markets that were
-- named, as a JSON list. Both are null where the reply was not to such a command, or came back from the spool.
alter table control_replies add column command varchar(16);
alter table control_replies add column command_tickers varchar;
