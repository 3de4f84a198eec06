package io.reservoir.controller.bill;

import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time, from {@code from} on and up to and without {@code to}, in which one VEE used the same under the same terms.
 * The intervals of one VEE never overlap.
 *
 * @param running true: the VEE, its vCPUs and its memory are in use; its disk is, in either case
 * @param firstSeq sequence number of the entry that shows the VEE so
 * @param lastSeq of the entry that ended this, or, if none did, of the last one that confirmed it
 * @param manifestSeq of the entry whose manifest brought the terms, 0 where none did
 * @param open true if no entry ended it: it is cut at {@code to}, where it went on
 */
public record UsageInterval(
        VeeId vee,
        Size size,
        boolean running,
        Terms terms,
        Instant from,
        Instant to,
        long firstSeq,
        long lastSeq,
        long manifestSeq,
        boolean open) {
    public UsageInterval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("an interval has a length: " + from + ", " + to);
        }
        if (firstSeq > lastSeq) {
            throw new IllegalArgumentException("entries are given in order: " + firstSeq + ", " + lastSeq);
        }
    }

    public String component() {
        return vee.component();
    }

    /** How many units of a dimension are in use, exactly. */
    public BigDecimal units(Tariff.Dimension dimension) {
        return running || dimension == Tariff.Dimension.DISK ? Prices.units(dimension, size) : BigDecimal.ZERO;
    }

    /** How long, in seconds, exactly. */
    public BigDecimal seconds() {
        var length = Duration.between(from, to);
        return BigDecimal.valueOf(length.getSeconds()).add(BigDecimal.valueOf(length.getNano(), 9));
    }

    public BigDecimal unitSeconds(Tariff.Dimension dimension) {
        return units(dimension).multiply(seconds());
    }

    /** The part of this from {@code start} up to and without {@code end}, null where there is none. */
    public @Nullable UsageInterval within(Instant start, Instant end) {
        var first = start.isAfter(from) ? start : from;
        var last = end.isBefore(to) ? end : to;
        return first.isBefore(last)
                ? new UsageInterval(
                        vee,
                        size,
                        running,
                        terms,
                        first,
                        last,
                        firstSeq,
                        lastSeq,
                        manifestSeq,
                        open || last.isBefore(to))
                : null;
    }
}
