package caravan.sandbox.exchange;

import caravan.sandbox.exchange.stream.Overseer;

/** Writes down what the stream does, and throws the faults that were armed. */
final class Watch implements Overseer {
    private final Journal journal;
    private final Faults faults;
    private final TrafficLog traffic;

    Watch(Journal journal, Faults faults, TrafficLog traffic) {
        this.journal = journal;
        this.faults = faults;
        this.traffic = traffic;
    }

    @Override
    public void sent(int connection, String type, byte[] text) {
        journal.sent.add(type);
        traffic.frame(connection, text);
    }

    @Override
    public void asked(String command) {
        journal.commands.add(command);
    }

    @Override
    public Fate fate(String type, Kind kind, boolean swappable) {
        return faults.fate(type, kind, swappable);
    }

    @Override
    public Fate fateOfFill() {
        return faults.fateOfFill();
    }

    @Override
    public void fillRepeated() {
        faults.count(Fault.DUPLICATE_FILLS.word());
    }
}
