package io.reservoir.controller.image;

import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The entries of a service, read a page at a time. */
public final class Entries {
    private static final int PAGE = 1_000;

    private Entries() {}

    /** How a ledger is read: entries of a service after a sequence number, at most so many. */
    @FunctionalInterface
    public interface Pages {
        List<Recorded> read(ServiceId service, long after, int limit);
    }

    /** What becomes of {@code from} with all entries after that one, oldest first. */
    public static <T> T fold(Pages ledger, ServiceId service, long after, T from, BiFunction<T, Recorded, T> with) {
        List<Recorded> page;
        var seq = after;
        var folded = from;
        do {
            page = ledger.read(service, seq, PAGE);
            for (var recorded : page) {
                folded = with.apply(folded, recorded);
                seq = recorded.seq();
            }
        } while (page.size() == PAGE);
        return folded;
    }

    /** Tells of all entries after that one, oldest first. */
    public static void tell(Pages ledger, ServiceId service, long after, Consumer<Recorded> reader) {
        fold(ledger, service, after, reader, (told, recorded) -> {
            told.accept(recorded);
            return told;
        });
    }

    /** All of them at once: for what is made from the whole. */
    public static List<Recorded> of(Pages ledger, ServiceId service) {
        var all = new ArrayList<Recorded>();
        tell(ledger, service, 0, all::add);
        return all;
    }
}
