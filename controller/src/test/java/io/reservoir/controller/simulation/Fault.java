package io.reservoir.controller.simulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can go wrong in a simulation. */
enum Fault {
    /** A process dies at whatever it waits for. */
    CRASH,
    /** A process leaves the cluster in good order and is started again. */
    LEAVE,
    /** A process stands still for longer than any lease, and goes on with what it believed. */
    PAUSE,
    /** The wall clock of a node is put forward or back. */
    CLOCK_STEP,
    /** The database cannot be reached by anybody. */
    DATABASE_DOWN,
    /** Each answer of the database takes seconds. */
    DATABASE_SLOW,
    /** One call of the database fails and leaves nothing. */
    DATABASE_ERROR,
    /** One call of the database is carried out, and nobody hears of it. */
    DATABASE_REPLY_LOST,
    /** Two groups of machines do not reach each other. */
    PARTITION,
    /** One machine does not reach another, which reaches it. */
    ONE_WAY,
    /** For a while, messages get lost. */
    LOSS,
    /** One call never reaches its host. */
    REQUEST_LOST,
    /** One call is carried out by its host, and nobody hears of it. */
    REPLY_LOST,
    /** One call takes effect after its caller has given it up. */
    LATE,
    /** One call reaches its host twice. */
    TWICE,
    /** A host answers nobody for a while; its guests live on. */
    HOST_DOWN,
    /** A host is switched off and on: its guests are off then. */
    HOST_REBOOT,
    /** Somebody else's domain takes the room on a host. */
    HOST_FULL,
    /** A launch fails, hangs, or ends in a guest that goes off by itself. */
    LAUNCH,
    /** Somebody at a host takes a VEE away. */
    VANISH,
    /** A VEE of ours turns up that nobody has asked for. */
    STRANGER,
    /** No readings of a service arrive for a while. */
    SILENCE,
    /** Readings arrive twice, late or in another order. */
    READINGS_GARBLED;

    /** Those that a comma-separated text names; all where it names none. */
    static Set<Fault> parse(String text) {
        return text.isBlank()
                ? EnumSet.allOf(Fault.class)
                : Stream.of(text.split(","))
                        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    }

    static String print(Set<Fault> faults) {
        return faults.size() == values().length
                ? ""
                : faults.stream()
                        .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
    }
}
