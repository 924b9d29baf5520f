-- Our orders, each from before it was sent. It is named by the client order id that it had first.
create table submitted_orders (
    client_order_id varchar(64) primary key,
    -- The one that it has now: an amendment gives a new one.
    last_client_order_id varchar(64) not null,
    order_id varchar(128),
    ticker varchar(128) not null,
    book_side varchar(3) not null,
    kind varchar(8) not null,
    status varchar(16) not null,
    yes_price_dollars decimal(6, 4) not null,
    -- What it is for in all, what traded of it among it.
    total_contracts decimal(18, 2) not null,
    filled_contracts decimal(18, 2) not null,
    order_group_id varchar(128),
    expiration_time timestamp(6) with time zone,
    submitted_time timestamp(6) with time zone not null,
    changed_time timestamp(6) with time zone not null,
    reason varchar(500),
    instance varchar(64) not null
);
create index submitted_orders_by_order on submitted_orders (order_id);
create index submitted_orders_by_time on submitted_orders (submitted_time);

-- What was asked of the exchange, each from before it was sent, and what became of it: accepted, rejected, unknown.
create table order_requests (
    request_id varchar(64) primary key,
    client_order_id varchar(64) not null,
    kind varchar(8) not null,
    order_id varchar(128),
    ticker varchar(128) not null,
    book_side varchar(3) not null,
    yes_price_dollars decimal(6, 4) not null,
    quantity_contracts decimal(18, 2) not null,
    total_contracts decimal(18, 2) not null,
    expiration_time timestamp(6) with time zone,
    order_group_id varchar(128),
    reason varchar(500),
    submitted_time timestamp(6) with time zone not null,
    outcome varchar(16),
    outcome_time timestamp(6) with time zone,
    outcome_reason varchar(500),
    instance varchar(64) not null
);
create index order_requests_by_order on order_requests (client_order_id);
create index order_requests_by_time on order_requests (submitted_time);

-- The exchange's limiter of each market: it cancels our orders there when too much of them trades at once.
create table order_groups (
    ticker varchar(128) not null,
    instance varchar(64) not null,
    order_group_id varchar(128) not null,
    limit_contracts decimal(18, 2) not null,
    created_time timestamp(6) with time zone not null,
    primary key (ticker, instance)
);
