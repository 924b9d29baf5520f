package caravan.sandbox.exchange.rest;

import java.util.List;

/** Order writes of the first version, which the exchange took away in June 2026. */
final class RemovedApi {
    private static final String ORDERS = "/portfolio/orders";

    private RemovedApi() {}

    static List<Operation> operations() {
        return List.of(
                gone("CreateOrder", "POST", "", "POST /trade-api/v2/portfolio/events/orders"),
                gone("CancelOrder", "DELETE", "/{order_id}", "DELETE /trade-api/v2/portfolio/events/orders/{order_id}"),
                gone(
                        "AmendOrder",
                        "POST",
                        "/{order_id}/amend",
                        "POST /trade-api/v2/portfolio/events/orders/{order_id}/amend"),
                gone(
                        "DecreaseOrder",
                        "POST",
                        "/{order_id}/decrease",
                        "POST /trade-api/v2/portfolio/events/orders/{order_id}/decrease"),
                gone("BatchCreateOrders", "POST", "/batched", "POST /trade-api/v2/portfolio/events/orders/batched"),
                gone(
                        "BatchCancelOrders",
                        "DELETE",
                        "/batched",
                        "DELETE /trade-api/v2/portfolio/events/orders/batched"));
    }

    private static Operation gone(String name, String method, String below, String instead) {
        return Operation.write(name, method, ORDERS + below, request -> {
            throw Denial.flat(410, "gone", "this endpoint was removed, use " + instead);
        });
    }
}
