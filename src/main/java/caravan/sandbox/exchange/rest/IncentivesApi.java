package caravan.sandbox.exchange.rest;

import caravan.sandbox.simulation.Program;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Incentive programs. */
final class IncentivesApi {
    private static final Set<String> STATUSES = Set.of("all", "active", "upcoming", "closed", "paid_out");
    private static final Set<String> TYPES =
            Set.of("all", "liquidity", "volume", "margin_maker_volume", "margin_taker_volume");
    private static final int DEFAULT = 100;
    private static final int MOST = 10_000;

    private final Floor floor;

    IncentivesApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(Operation.open(
                "GetIncentivePrograms",
                "/incentive_programs",
                this::list,
                "status",
                "type",
                "incentive_description",
                "limit",
                "cursor"));
    }

    private Answer list(Request request) {
        Query query = request.query();
        String status = query.oneOf("status", STATUSES);
        String type = query.oneOf("type", TYPES);
        String description = query.text("incentive_description");
        Predicate<Program> wanted = item -> (status == null || status.equals("all") || status.equals(status(item)))
                && (type == null || type.equals("all") || type.equals(type(item)))
                && (description == null || description.equals(item.description()));
        List<Program> all = floor.world().programs();
        Pages<Program> page = Pages.newestFirst(
                new Pages.Source<>(all, Program::number), wanted, query.limit(DEFAULT, MOST), query.cursor());
        ObjectNode body = Json.object();
        ArrayNode programs = body.putArray("incentive_programs");
        page.items().forEach(item -> programs.add(form(item)));
        return Answer.ok(body.put("next_cursor", page.cursor()));
    }

    private String status(Program program) {
        if (program.paidOut()) {
            return "paid_out";
        }
        if (floor.now() >= program.end()) {
            return "closed";
        }
        return floor.now() < program.start() ? "upcoming" : "active";
    }

    private static String type(Program program) {
        return program.type().name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode form(Program program) {
        ObjectNode node = Json.object()
                .put("id", program.id())
                .put("market_id", program.market().id())
                .put("market_ticker", program.market().ticker())
                .put("incentive_type", type(program))
                .put("incentive_description", program.description())
                .put("start_date", Words.time(program.start()))
                .put("end_date", Words.time(program.end()))
                .put("period_reward", program.reward())
                .put("paid_out", program.paidOut());
        if (program.discountBps() != null) {
            node.put("discount_factor_bps", program.discountBps());
        }
        if (program.targetSize() != null) {
            node.put("target_size_fp", Words.count(program.targetSize()));
        }
        if (program.cap() != null) {
            node.put("max_reward_per_account", program.cap());
        }
        return node;
    }
}
