package caravan.orders;

import caravan.model.OrderRequest;
import caravan.model.RestingOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One time that something is sent: for which markets, and what became of it. Thread-safe. */
public final class Round {
    private final Set<String> tickers;
    private final List<OrderRequest> requests;
    private final List<String> lines = new ArrayList<>();
    private final List<RestingOrder> canceled = new ArrayList<>();
    private final Set<String> spoiled = new HashSet<>();
    private final Set<Sent> unsent = new LinkedHashSet<>();

    /** @param tickers markets in which nobody else may place anything meanwhile */
    Round(Set<String> tickers, List<OrderRequest> requests, List<String> lines) {
        this.tickers = Set.copyOf(tickers);
        this.requests = List.copyOf(requests);
        this.lines.addAll(lines);
    }

    public List<OrderRequest> requests() {
        return requests;
    }

    Set<String> tickers() {
        return tickers;
    }

    synchronized void say(String ticker, String text) {
        lines.add(ticker + ": " + text);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void add(RestingOrder order) {
        canceled.add(order);
    }

    /** Orders that this round has canceled. */
    public synchronized List<RestingOrder> canceled() {
        return List.copyOf(canceled);
    }

    synchronized void written(List<Sent> sent) {
        unsent.addAll(sent);
    }

    /** It is sent now, or decided not to be. */
    synchronized void sending(Sent sent) {
        unsent.remove(sent);
    }

    /** What has a row and was not sent. */
    synchronized List<Sent> unsent() {
        return List.copyOf(unsent);
    }

    /** Nothing that adds is sent in the market any more. */
    synchronized void spoil(String ticker) {
        spoiled.add(ticker);
    }

    synchronized boolean isSpoiled(String ticker) {
        return spoiled.contains(ticker);
    }
}
