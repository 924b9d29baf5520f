-- Holes in what is known about order books, one row each. The row is there from when the hole was noticed; closed_time
-- is when the last of the books was whole again, or was given up. Each book was whole again at its first row in
-- orderbook_snapshots of that subscription with a greater sequence.
-- ticker is null where every market of the subscription was concerned. found_sequence is null where no frame showed it.
create table gaps (
    connection_id bigint not null,
    gap_number bigint not null,
    connection varchar(64) not null,
    subscription bigint not null,
    ticker varchar(128),
    expected_sequence bigint not null,
    found_sequence bigint,
    reason varchar(1000) not null,
    markets integer not null,
    opened_time timestamp(6) with time zone not null,
    closed_time timestamp(6) with time zone,
    lost_markets integer,
    primary key (connection_id, gap_number)
);
create index gaps_by_time on gaps (opened_time);
