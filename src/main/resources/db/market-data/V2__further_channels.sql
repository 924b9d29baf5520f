-- Channels of V1's kind for which there was no table yet. Names of columns and of keys are as there.

-- Our own fills, one row each time that the stream told one; the ledger's table fills has each fill once.
create table fill_messages (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone not null,
    trade_id varchar(128) not null,
    order_id varchar(128) not null,
    client_order_id varchar(128),
    ticker varchar(128) not null,
    book_side varchar(3) not null,
    outcome varchar(3) not null,
    action varchar(4) not null,
    yes_price_dollars decimal(6, 4) not null,
    quantity_contracts decimal(18, 2) not null,
    fee_dollars decimal(18, 6),
    taker boolean,
    position_after_contracts decimal(18, 2),
    subaccount integer,
    primary key (connection_id, frame_number)
);
create index fill_messages_by_trade on fill_messages (trade_id, order_id);

-- Our own orders, one row a change; the ledger's table orders has the last state of each.
create table user_orders (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone,
    order_id varchar(128) not null,
    client_order_id varchar(128),
    ticker varchar(128) not null,
    book_side varchar(3) not null,
    status varchar(16) not null,
    yes_price_dollars decimal(6, 4) not null,
    initial_contracts decimal(18, 2) not null,
    filled_contracts decimal(18, 2) not null,
    remaining_contracts decimal(18, 2) not null,
    fees_dollars decimal(18, 6),
    order_group_id varchar(128),
    subaccount integer,
    reason varchar(128),
    created_time timestamp(6) with time zone,
    expiration_time timestamp(6) with time zone,
    primary key (connection_id, frame_number)
);
create index user_orders_by_order on user_orders (order_id, received_time);

create table market_positions (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    received_time timestamp(6) with time zone not null,
    ticker varchar(128) not null,
    position_contracts decimal(18, 2) not null,
    cost_dollars decimal(18, 6) not null,
    realized_dollars decimal(18, 6) not null,
    fees_dollars decimal(18, 6) not null,
    fee_cost_dollars decimal(18, 6),
    volume_contracts decimal(18, 2) not null,
    subaccount integer,
    primary key (connection_id, frame_number)
);
create index market_positions_by_ticker on market_positions (ticker, received_time);

create table order_group_updates (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    sequence bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone,
    order_group_id varchar(128) not null,
    change varchar(128) not null,
    limit_contracts decimal(18, 2),
    primary key (connection_id, frame_number)
);

-- Requests for quotes, quotes and what became of them; type says which. Prices are YES prices.
create table communications (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    sequence bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone,
    type varchar(64) not null,
    request_id varchar(128) not null,
    requester_id varchar(128),
    ticker varchar(128) not null,
    event_ticker varchar(128),
    quantity_contracts decimal(18, 2),
    target_cost_dollars decimal(18, 6),
    collection_ticker varchar(128),
    legs varchar,
    quote_id varchar(128),
    quoter_id varchar(128),
    bid_price_dollars decimal(6, 4),
    ask_price_dollars decimal(6, 4),
    bid_quantity_contracts decimal(18, 2),
    ask_quantity_contracts decimal(18, 2),
    subaccount integer,
    accepted_outcome varchar(3),
    accepted_contracts decimal(18, 2),
    order_id varchar(128),
    client_order_id varchar(128),
    primary key (connection_id, frame_number)
);
create index communications_by_ticker on communications (ticker, received_time);
create index communications_by_request on communications (request_id);

-- Values of CF Benchmarks' indices; type says at which pace. vendor_text: what the vendor sent, whole.
create table index_values (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    sequence bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone,
    vendor_time timestamp(6) with time zone,
    type varchar(64) not null,
    index_id varchar(128) not null,
    index_value decimal(28, 10),
    last_minute_average decimal(28, 10),
    last_minute_count integer,
    quarter_hour_average decimal(28, 10),
    quarter_hour_count integer,
    vendor_text varchar not null,
    primary key (connection_id, frame_number)
);
create index index_values_by_index on index_values (index_id, received_time);

-- Prices of what markets are about, from Pyth.
create table underlying_values (
    connection_id bigint not null,
    frame_number bigint not null,
    subscription bigint not null,
    sequence bigint not null,
    received_time timestamp(6) with time zone not null,
    exchange_time timestamp(6) with time zone,
    vendor_time timestamp(6) with time zone,
    underlying varchar(128) not null,
    price_dollars decimal(28, 10) not null,
    primary key (connection_id, frame_number)
);
create index underlying_values_by_underlying on underlying_values (underlying, received_time);
