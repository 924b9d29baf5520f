// The exchange's official client against the sandbox: node kalshi-typescript.mjs
//
// in   KALSHI_REST_URL          for example http://127.0.0.1:8090/trade-api/v2
//      KALSHI_API_KEY_ID        the sandbox's own key
//      KALSHI_PRIVATE_KEY_PATH  and its file
// out  one line of JSON for each step, and exit code 1 if a step fails
import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {setTimeout} from "node:timers/promises";
import axios from "axios";
import kalshi from "kalshi-typescript";

const {AccountApi, Configuration, EventsApi, ExchangeApi, HistoricalApi, IncentiveProgramsApi, MarketApi} = kalshi;
const {OrderGroupsApi, OrdersApi, PortfolioApi} = kalshi;

const configuration = new Configuration({
  basePath: process.env.KALSHI_REST_URL,
  apiKey: process.env.KALSHI_API_KEY_ID,
  privateKeyPath: process.env.KALSHI_PRIVATE_KEY_PATH,
});

// The exchange refuses whoever has spent the budget of a second, and does not say how long to wait.
const patient = axios.create();
let refusals = 0;
patient.interceptors.response.use(undefined, async failure => {
  if (failure.response?.status !== 429) {
    throw failure;
  }
  refusals++;
  assert.deepEqual(failure.response.data, {error: "too many requests"});
  await setTimeout(250);
  return patient.request(failure.config);
});

function api(kind) {
  return new kind(configuration, undefined, patient);
}

const exchange = api(ExchangeApi);
const markets = api(MarketApi);
const orders = api(OrdersApi);
const groups = api(OrderGroupsApi);
const portfolio = api(PortfolioApi);

async function step(name, run) {
  const detail = await run();
  console.log(JSON.stringify({step: name, ...detail}));
}

async function refused(status, request) {
  const error = await request.then(() => assert.fail("expected a refusal"), failure => failure);
  assert.equal(error.response?.status, status, JSON.stringify(error.response?.data ?? error.message));
  return error.response.data;
}

function order(fields) {
  return {
    ticker: market.ticker,
    side: "bid",
    count: "10.00",
    price: "0.0100",
    client_order_id: randomUUID(),
    time_in_force: "good_till_canceled",
    self_trade_prevention_type: "taker_at_cross",
    ...fields,
  };
}

async function status(orderId) {
  return (await orders.getOrder(orderId)).data.order.status;
}

let market;
let resting;

await step("status", async () => {
  const {data} = await exchange.getExchangeStatus();
  assert.equal(data.trading_active, true);
  await exchange.getExchangeSchedule();
  await exchange.getUserDataTimestamp();
});

await step("markets", async () => {
  const {data} = await markets.getMarkets(100, undefined, undefined, undefined, undefined, undefined, undefined,
    undefined, undefined, undefined, undefined, "open");
  const centGrid = data.markets.filter(each => each.price_ranges.every(range => range.step === "0.0100"));
  assert.ok(centGrid.length > 0, "a market with whole cents");
  market = centGrid[0];
  assert.equal((await markets.getMarket(market.ticker)).data.market.event_ticker, market.event_ticker);
  return {markets: data.markets.length, ticker: market.ticker};
});

await step("events and series", async () => {
  const event = await api(EventsApi).getEvent(market.event_ticker, true);
  assert.ok(event.data.event.markets.some(each => each.ticker === market.ticker));
  const series = await markets.getSeries(event.data.event.series_ticker);
  assert.match(series.data.series.fee_type, /^quadratic/);
});

await step("book", async () => {
  const {data} = await markets.getMarketOrderbook(market.ticker);
  const {yes_dollars: yes, no_dollars: no} = data.orderbook_fp;
  assert.ok(yes.length > 0 && no.length > 0);
  assert.ok(Number(yes.at(-1)[0]) + Number(no.at(-1)[0]) < 1, "the book is not crossed");
  return {levels: yes.length + no.length};
});

await step("trades and candlesticks", async () => {
  await markets.getTrades(10, undefined, market.ticker);
  const now = Math.floor(Date.now() / 1000);
  const series = market.event_ticker.split("-")[0];
  await markets.getMarketCandlesticks(series, market.ticker, now - 3600, now, 1);
});

await step("place", async () => {
  const wanted = order({});
  const {status: code, data} = await orders.createOrderV2(wanted);
  assert.equal(code, 201);
  assert.equal(data.fill_count, "0.00");
  assert.equal(data.remaining_count, "10.00");
  assert.equal(data.client_order_id, wanted.client_order_id);
  resting = data.order_id;
  assert.equal(await status(resting), "resting");
  const again = await refused(409, orders.createOrderV2(wanted));
  assert.equal(again.error.code, "order_already_exists");
});

await step("amend", async () => {
  const {data} = await orders.amendOrderV2(resting, {ticker: market.ticker, side: "bid", price: "0.0200", count: "8.00"});
  assert.equal(data.order_id, resting);
  const {order: amended} = (await orders.getOrder(resting)).data;
  assert.equal(amended.yes_price_dollars, "0.0200");
  assert.equal(amended.remaining_count_fp, "8.00");
});

await step("decrease", async () => {
  const {data} = await orders.decreaseOrderV2(resting, {reduce_by: "3.00"});
  assert.equal(data.remaining_count, "5.00");
  const position = await orders.getOrderQueuePosition(resting);
  assert.ok(Number(position.data.queue_position_fp) >= 0);
});

await step("cancel", async () => {
  const {data} = await orders.cancelOrderV2(resting);
  assert.equal(data.reduced_by, "5.00");
  assert.equal(await status(resting), "canceled");
  await refused(404, orders.cancelOrderV2(resting));
});

await step("batch", async () => {
  const wanted = [order({}), order({side: "ask", price: "0.9900"}), order({price: "0.0150"})];
  const {data} = await orders.batchCreateOrdersV2({orders: wanted});
  assert.equal(data.orders.length, 3);
  assert.deepEqual(data.orders.map(each => each.error?.code ?? "placed"), ["placed", "placed", "invalid_price"]);
  const placed = data.orders.filter(each => each.order_id).map(each => ({order_id: each.order_id}));
  const canceled = await orders.batchCancelOrdersV2({orders: placed});
  assert.deepEqual(canceled.data.orders.map(each => each.reduced_by), ["10.00", "10.00"]);
});

await step("take", async () => {
  const {data} = await orders.createOrderV2(order({count: "2.00", price: "0.9900", time_in_force: "immediate_or_cancel"}));
  assert.equal(data.fill_count, "2.00");
  const fills = (await portfolio.getFills(undefined, data.order_id)).data.fills;
  const total = fills.reduce((sum, fill) => sum + Number(fill.count_fp), 0);
  assert.equal(total, 2);
  assert.ok(fills.every(fill => fill.is_taker && fill.outcome_side === "yes"));
  return {fills: fills.length, average: data.average_fill_price, fee: fills[0].fee_cost};
});

await step("positions", async () => {
  const {data} = await portfolio.getPositions(undefined, 100, undefined, market.ticker);
  assert.equal(data.market_positions.length, 1);
  return {position: data.market_positions[0].position_fp};
});

await step("balance", async () => {
  const {data} = await portfolio.getBalance();
  assert.equal(data.balance, Math.floor(Number(data.balance_dollars) * 100 + 1e-6));
  return {balance: data.balance_dollars};
});

await step("order groups", async () => {
  const {data: group} = await groups.createOrderGroup({contracts_limit: 50});
  const {data: member} = await orders.createOrderV2(order({order_group_id: group.order_group_id}));
  assert.deepEqual((await groups.getOrderGroup(group.order_group_id)).data.orders, [member.order_id]);
  await groups.triggerOrderGroup(group.order_group_id, {});
  assert.equal(await status(member.order_id), "canceled");
  await refused(400, orders.createOrderV2(order({order_group_id: group.order_group_id})));
  await groups.resetOrderGroup(group.order_group_id, {});
  await orders.createOrderV2(order({order_group_id: group.order_group_id}));
  await groups.deleteOrderGroup(group.order_group_id);
  const open = await orders.getOrders(market.ticker, undefined, undefined, undefined, "resting");
  assert.ok(open.data.orders.every(each => each.order_group_id !== group.order_group_id));
});

await step("refusals", async () => {
  assert.equal((await refused(400, orders.createOrderV2(order({price: "0.0150"})))).error.code, "invalid_price");
  assert.equal((await refused(400, orders.createOrderV2(order({count: 10})))).code, "bad_request");
  await refused(404, orders.createOrderV2(order({ticker: "KXNOTHING-26"})));
});

await step("budget", async () => {
  const before = refusals;
  const placed = await Promise.all(Array.from({length: 15}, () => orders.createOrderV2(order({}))));
  assert.equal(new Set(placed.map(each => each.data.order_id)).size, 15);
  assert.ok(refusals > before, "fifteen orders at once are more than a second's budget");
  await orders.batchCancelOrdersV2({orders: placed.map(each => ({order_id: each.data.order_id}))});
});

await step("account", async () => {
  const limits = await api(AccountApi).getAccountApiLimits();
  await api(IncentiveProgramsApi).getIncentivePrograms();
  await api(HistoricalApi).getHistoricalCutoff();
  return {tier: limits.data.usage_tier, refusals};
});
