-- What was received, counted apart from its rows, so that the rows can be checked: see decision 21.

-- What the exchange answered to commands. These frames take a place in a subscription's sequence, too.
create table control_replies (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    sequence bigint not null,
    received_time timestamp(6) with time zone not null,
    type varchar(64) not null,
    frame_text varchar not null,
    primary key (connection_id, frame_number)
);

-- One row for each stretch of a connection's frames, each type and each table. A stretch is counted once all of its
-- frames have found their place: frames = rows in the table + quarantined + dropped + deleted.
-- quarantined: refused by the table. dropped: lost, for the reason told. deleted: rows that were too old, or too many.
create table frame_counts (
    connection_id bigint not null,
    first_frame bigint not null,
    last_frame bigint not null,
    type varchar(64) not null,
    table_name varchar(64) not null,
    connection varchar(64) not null,
    last_received_time timestamp(6) with time zone not null,
    frames bigint not null,
    quarantined bigint not null,
    dropped bigint not null,
    reason varchar(1000),
    deleted bigint default 0 not null,
    primary key (connection_id, first_frame, type, table_name)
);
create index frame_counts_by_time on frame_counts (last_received_time);
