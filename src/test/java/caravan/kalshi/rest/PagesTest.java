package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.kalshi.catalogue.Operations;
import caravan.model.Market;
import caravan.model.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PagesTest extends CallsOverLoopback {
    @Test
    void itemsOfAllPagesComeOneAfterTheOther() {
        server.answering(200, markets("c1", "A", "B"))
                .answering(200, markets("c2"))
                .answering(200, markets("", "C"));
        assertThat(pages("GetMarkets", false, CallOptions.Paging.ITEMS))
                .toIterable()
                .extracting(item -> ((Market) item).ticker())
                .containsExactly("A", "B", "C");
        assertThat(server.requests)
                .extracting(LoopbackServer.Request::target)
                .containsExactly(
                        "/trade-api/v2/markets?limit=2",
                        "/trade-api/v2/markets?cursor=c1&limit=2",
                        "/trade-api/v2/markets?cursor=c2&limit=2");
    }

    @Test
    void wholePagesComeOneAfterTheOther() {
        server.answering(200, markets("c1", "A", "B")).answering(200, markets(null, "C"));
        assertThat(pages("GetMarkets", false, CallOptions.Paging.PAGES))
                .toIterable()
                .extracting(page -> ((Page<?>) page).items().size())
                .containsExactly(2, 1);
    }

    @Test
    void itemsMayStayAsTheExchangeGaveThem() {
        server.answering(200, markets("c1", "A")).answering(200, "{\"markets\":null,\"cursor\":null}");
        assertThat(pages("GetMarkets", true, CallOptions.Paging.ITEMS))
                .toIterable()
                .extracting(item -> ((JsonNode) item).path("ticker").asText())
                .containsExactly("A");
    }

    /** With this no more than one page is in memory, however many there are. */
    @Test
    void nextPageIsAskedForWhenItIsNeeded() {
        server.answering(200, markets("c1", "A", "B")).answering(200, markets("", "C"));
        Pages pages = pages("GetMarkets", false, CallOptions.Paging.ITEMS);
        assertThat(server.requests).isEmpty();
        pages.next();
        assertThat(pages.hasNext()).isTrue();
        pages.next();
        assertThat(server.requests).hasSize(1);
        assertThat(pages.hasNext()).isTrue();
        assertThat(server.requests).hasSize(2);
        pages.next();
        assertThat(pages.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(pages::next);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void incentiveProgramsHaveACursorOfAnotherName() {
        server.answering(200, "{\"incentive_programs\":[{\"id\":\"1\"}],\"next_cursor\":\"n\",\"cursor\":\"wrong\"}")
                .answering(200, "{\"incentive_programs\":[{\"id\":\"2\"}]}");
        assertThat(new Pages(
                        client,
                        Operations.named("GetIncentivePrograms"),
                        Map.of(),
                        new CallOptions(true, CallOptions.Paging.ITEMS, false)))
                .toIterable()
                .extracting(item -> ((JsonNode) item).path("id").asText())
                .containsExactly("1", "2");
        assertThat(server.requests.get(1).target()).isEqualTo("/trade-api/v2/incentive_programs?cursor=n");
    }

    @Test
    void cursorThatRepeatsEndsThePages() {
        server.answering(200, markets("c1", "A"));
        Pages pages = pages("GetMarkets", false, CallOptions.Paging.ITEMS);
        assertThat(pages.next()).isNotNull();
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(pages::hasNext)
                .withMessage("GetMarkets: expected another cursor than on the pages before, found one of them again");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void pagesThatGoInACircleEnd() {
        server.answering(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            int page = query.contains("cursor=c") ? query.charAt(query.indexOf("cursor=c") + 8) - '0' : 0;
            byte[] body = markets("c" + (page + 1) % 5, "M" + page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        Pages pages = pages("GetMarkets", false, CallOptions.Paging.ITEMS);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> pages.forEachRemaining(item -> {}))
                .withMessageContaining("found one of them again");
        assertThat(server.requests).hasSizeLessThan(20);
    }

    @Test
    void pageThatWasRefusedMayBeAskedForAgain() {
        server.answering(200, markets("c1", "A"))
                .answering(200, markets("c2", "B"))
                .answering(400, "{\"msg\":\"no\"}")
                .answering(200, markets("", "C"));
        Pages pages = pages("GetMarkets", false, CallOptions.Paging.ITEMS);
        List<String> tickers = new ArrayList<>();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> pages.forEachRemaining(item -> tickers.add(((Market) item).ticker())));
        assertThat(tickers).containsExactly("A", "B");
        pages.forEachRemaining(item -> tickers.add(((Market) item).ticker()));
        assertThat(tickers).containsExactly("A", "B", "C");
        assertThat(server.requests.get(3).target()).isEqualTo("/trade-api/v2/markets?cursor=c2&limit=2");
    }

    @Test
    void operationWithoutPagesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pages(
                        client,
                        Operations.named("GetBalance"),
                        Map.of(),
                        new CallOptions(false, CallOptions.Paging.ITEMS, false)))
                .withMessage("expected an operation whose answer has pages, found GetBalance; leave paginate out");
    }

    private Pages pages(String operation, boolean json, CallOptions.Paging paging) {
        return new Pages(client, Operations.named(operation), Map.of("limit", 2), new CallOptions(json, paging, false));
    }

    private static String markets(String cursor, String... tickers) {
        StringBuilder items = new StringBuilder();
        for (String ticker : tickers) {
            items.append(items.isEmpty() ? "" : ",")
                    .append("{\"ticker\":\"")
                    .append(ticker)
                    .append("\",\"status\":\"active\"}");
        }
        return "{\"markets\":[" + items + "],\"cursor\":" + (cursor == null ? "null" : '"' + cursor + '"') + "}";
    }
}
