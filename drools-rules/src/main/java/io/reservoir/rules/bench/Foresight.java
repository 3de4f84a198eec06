package io.reservoir.rules.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a deployment that has begun is going to take, wall time. The first service of each shape may cost more than
 * those that follow, so the two are foreseen apart.
 */
final class Foresight {
    /** After this part of the time that it may take, it is known well enough how long it would. */
    private static final int PART = 20;

    private final Workload workload;
    private final double mostMillis;
    private final long begin = System.nanoTime();
    private double millis;
    private double millisOfShapes;

    Foresight(Workload workload, Duration most) {
        this.workload = workload;
        mostMillis = most.toMillis();
    }

    /** To be asked after each service that is deployed. */
    boolean isTooLong(int deployed) {
        millis = (System.nanoTime() - begin) / 1e6;
        if (deployed <= workload.shapes()) {
            millisOfShapes = millis;
        }
        var ofThisPart = deployed <= workload.shapes() ? millis : millis - millisOfShapes;
        return ofThisPart * PART > mostMillis && foreseenMillis(deployed) > mostMillis;
    }

    /** What it has taken so far. */
    double millis() {
        return millis;
    }

    /** As long as shapes are deployed, this is what all of them take; the rest is not known yet. */
    private double foreseenMillis(int deployed) {
        int shapes = workload.shapes();
        if (deployed <= shapes) {
            return millis / deployed * shapes;
        }
        return millisOfShapes + (millis - millisOfShapes) / (deployed - shapes) * (workload.services() - shapes);
    }

    String inWords(int deployed) {
        return String.format(
                Locale.ROOT,
                "its deployment would take %,.0f s or more, and %,.0f s are the most; %,d services took %,.1f s",
                foreseenMillis(deployed) / 1e3,
                mostMillis / 1e3,
                deployed,
                millis / 1e3);
    }
}
