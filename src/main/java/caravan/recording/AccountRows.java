package caravan.recording;

import caravan.model.Fill;
import caravan.model.Frame;
import caravan.model.OrderGroupUpdate;
import caravan.model.OrderUpdate;
import caravan.model.PositionUpdate;
import java.sql.SQLException;

/** Rows of what the stream says about our own account: as it was said, while the ledger keeps what is so. */
final class AccountRows {
    private AccountRows() {}

    static void fill(Fill fill, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .time(frame.receivedTime())
                .time(fill.exchangeTime())
                .text(fill.tradeId())
                .text(fill.orderId())
                .text(fill.clientOrderId())
                .text(fill.ticker())
                .side(fill.side())
                .word(fill.outcome())
                .word(fill.action())
                .dollars(fill.price())
                .contracts(fill.quantity())
                .dollars(fill.fee())
                .flag(fill.taker())
                .contracts(fill.positionAfter())
                .number(fill.subaccount());
    }

    static void order(OrderUpdate order, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .time(frame.receivedTime())
                .time(order.exchangeTime())
                .text(order.orderId())
                .text(order.clientOrderId())
                .text(order.ticker())
                .side(order.side())
                .word(order.status())
                .dollars(order.price())
                .contracts(order.initial())
                .contracts(order.filled())
                .contracts(order.remaining())
                .dollars(order.fees())
                .text(order.orderGroupId())
                .number(order.subaccount())
                .text(order.reason())
                .time(order.createdTime())
                .time(order.expirationTime());
    }

    static void position(PositionUpdate position, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .time(frame.receivedTime())
                .text(position.ticker())
                .contracts(position.position())
                .dollars(position.cost())
                .dollars(position.realized())
                .dollars(position.fees())
                .dollars(position.feeCost())
                .contracts(position.volume())
                .number(position.subaccount());
    }

    static void orderGroup(OrderGroupUpdate group, Frame frame, Columns columns) throws SQLException {
        columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .time(group.exchangeTime())
                .text(group.orderGroupId())
                .text(group.change())
                .contracts(group.limit());
    }
}
