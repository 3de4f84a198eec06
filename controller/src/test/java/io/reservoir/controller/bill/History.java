package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger to be billed, written down entry by entry. */
final class History {
    static final ServiceId SHOP = new ServiceId("shop");
    static final Terms GOLD = new Terms("Gold", new BigDecimal("1.3"));
    static final Terms SILVER = new Terms("Silver", new BigDecimal("1.0"));
    static final Tariff STANDARD = tariff(
            "standard",
            "2026-01-01",
            "EUR",
            Map.of(
                    Tariff.Dimension.VEE, "0.01",
                    Tariff.Dimension.VCPU, "0.02",
                    Tariff.Dimension.MEMORY, "0.005",
                    Tariff.Dimension.DISK, "0.0001"));

    private final List<Recorded> entries = new ArrayList<>();
    private final Map<Long, Map<String, Terms>> termsBySeq = new HashMap<>();

    static Tariff tariff(String name, String validFrom, String currency, Map<Tariff.Dimension, String> prices) {
        var perHour = new HashMap<Tariff.Dimension, BigDecimal>();
        prices.forEach((dimension, price) -> perHour.put(dimension, new BigDecimal(price)));
        return new Tariff(name, LocalDate.parse(validFrom), Currency.getInstance(currency), perHour);
    }

    /** That time of 10 March 2026, UTC. */
    static Instant time(String clock) {
        return Instant.parse("2026-03-10T" + clock + (clock.length() == 5 ? ":00Z" : "Z"));
    }

    static VeeId vee(String component, int ordinal) {
        return new VeeId(SHOP, component, ordinal, 1);
    }

    static Size size(int vcpus, int memoryGigabytes, int diskGigabytes) {
        return new Size(vcpus, memoryGigabytes * 1_000_000_000L, diskGigabytes * 1_000_000_000L);
    }

    History submitted(Instant at, Map<String, Terms> terms) {
        termsBySeq.put(entries.size() + 1L, terms);
        return recorded(at, new Entry.Submitted("shop.rsl", "service shop"));
    }

    History recorded(Instant at, Entry entry) {
        entries.add(new Recorded(SHOP, entries.size() + 1L, new Epoch(1), at, entry));
        return this;
    }

    /** A change that is recorded two seconds after it was. */
    History changed(VeeId vee, VeePhase phase, @Nullable VeeState state, Size size, String since) {
        return changed(time(since).plusSeconds(2), vee, phase, state, size, time(since));
    }

    History changed(Instant at, VeeId vee, VeePhase phase, @Nullable VeeState state, Size size, Instant since) {
        var host = phase == VeePhase.PENDING ? null : new HostId("h1");
        return recorded(at, new Entry.VeeChanged(vee, phase, state, host, size, since, "as the host lists it"));
    }

    List<Recorded> entries() {
        return List.copyOf(entries);
    }

    Map<String, Terms> terms(Recorded submitted) {
        return termsBySeq.getOrDefault(submitted.seq(), Map.of());
    }

    List<UsageInterval> metered(Instant until) {
        return Meter.intervals(entries, this::terms, until);
    }

    List<UsageInterval> metered(String until) {
        return metered(time(until));
    }

    Billed billed(List<Tariff> tariffs, @Nullable Period period, Instant until) {
        return billed(tariffs, Adjusting.NONE, period, until);
    }

    Billed billed(List<Tariff> tariffs, Adjusting adjusting, @Nullable Period period, Instant until) {
        return Statement.of(SHOP, entries, this::terms, tariffs, adjusting, period, until);
    }

    Statement statement(Instant until) {
        return (Statement) billed(List.of(STANDARD), null, until);
    }
}
