package io.reservoir.controller.cli;

import java.util.List;

/** Hosts that did not answer when all were asked. */
final class SilentHosts {
    private SilentHosts() {}

    /** Says of each that what it has is missing, beside what is shown. */
    static void tell(List<String> hosts, Terminal terminal) {
        hosts.forEach(host -> terminal.tell("note: host " + host + " does not answer, and what it has is not shown"));
    }
}
