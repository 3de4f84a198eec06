package io.reservoir.rules.bench;

import java.util.function.Function;

/** Something that can decide for the services of a workload, on the thread that calls it. */
public interface Contender extends AutoCloseable {
    String name();

    /** Takes one more service in, from the first to the last. */
    void deploy(int service);

    /**
     * Takes a reading in and decides all that follows from it, as {@link Decisions} says. An assignment whose guard is
     * false or unknown stands.
     *
     * @return how many targets of its service have changed
     */
    int take(Readings readings, int index);

    /** The target that an assignment of a service has now. */
    int target(int service, int assignment);

    /** What all statements of a service say, indicators first, NaN where that is unknown. */
    double[] values(int service);

    @Override
    void close();

    /** A contender before it exists; what making it takes is not measured. */
    record Entry(String name, Function<Workload, Contender> maker) {}
}
