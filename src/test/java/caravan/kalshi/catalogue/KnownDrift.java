package caravan.kalshi.catalogue;

import static caravan.sandbox.exchange.spec.Deviations.deviation;

import caravan.sandbox.exchange.spec.Deviations;

/** Where the catalogue differs from specification 3.28.0 on purpose, each with the reason. */
public final class KnownDrift {
    private static final String CHANGELOG = "the exchange's changelog, ";

    private KnownDrift() {}

    /** Made anew, for each keeps what it was needed for. */
    public static Deviations all() {
        return new Deviations(
                deviation("GetFCM(Orders|Positions) is missing", "for members of the clearing house alone"),
                deviation(
                        "CancelAllOrdersV2 is added",
                        CHANGELOG
                                + "2026-08-27: DELETE /portfolio/events/orders. The name is ours, after its neighbours"),
                deviation(
                        "GetWeatherIndexCalibrations is added",
                        CHANGELOG
                                + "2026-08-31: GET /live_data/weather/{city}/calibrations. The name is ours, after its"
                                + " neighbour"),
                deviation("AmendOrderV2\\.expiration_time is added", CHANGELOG + "2026-10-01"),
                deviation("CreateRFQ\\.target_cost_excludes_fees is added", CHANGELOG + "2026-09-10"),
                deviation("CreateRFQ\\.obscure_creator_id is added", CHANGELOG + "2026-10-01"),
                deviation("GenerateApiKey\\.key_type is added", CHANGELOG + "2026-09-24: keys of Ed25519"),
                deviation("Get(FillsHistorical|HistoricalOrders)\\.min_ts is added", CHANGELOG + "2026-09-17"),
                deviation("Get(FillsHistorical|HistoricalOrders)\\.subaccount is added", CHANGELOG + "2026-09-24"),
                deviation("GetHistoricalPositions\\.subaccount is added", CHANGELOG + "2026-09-03"),
                deviation("GetIncentivePrograms\\.type = margin_taker_volume is added", CHANGELOG + "2026-09-10"),
                deviation(
                        "GetOrders\\.status = (resting|canceled|executed) is added",
                        "the specification has them in words only"),
                deviation("GetPositions\\.settlement_status is added", CHANGELOG + "2026-10-01"),
                deviation("IntraExchangeInstanceTransfer\\.client_transfer_id is added", CHANGELOG + "2026-10-15"));
    }
}
