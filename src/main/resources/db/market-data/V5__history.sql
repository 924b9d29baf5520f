-- What was asked for over REST later on, beside what was streamed.

-- A trade from REST is a row of trades, too. Its connection_id is negative, and with frame_number made from its trade_id:
-- so it is there once, however often it is asked for, and is not counted among the frames of a connection.
create index trades_by_exchange_time on trades (ticker, exchange_time);

-- What the exchange sums up of a market's period, which ends with end_time. Prices are missing where none was told.
create table candles (
    ticker varchar(128) not null,
    period_minutes integer not null,
    end_time timestamp(6) with time zone not null,
    open_price_dollars decimal(6, 4),
    high_price_dollars decimal(6, 4),
    low_price_dollars decimal(6, 4),
    close_price_dollars decimal(6, 4),
    open_bid_price_dollars decimal(6, 4),
    high_bid_price_dollars decimal(6, 4),
    low_bid_price_dollars decimal(6, 4),
    close_bid_price_dollars decimal(6, 4),
    open_ask_price_dollars decimal(6, 4),
    high_ask_price_dollars decimal(6, 4),
    low_ask_price_dollars decimal(6, 4),
    close_ask_price_dollars decimal(6, 4),
    volume_contracts decimal(18, 2),
    open_interest_contracts decimal(18, 2),
    fetched_time timestamp(6) with time zone not null,
    primary key (ticker, period_minutes, end_time)
);
