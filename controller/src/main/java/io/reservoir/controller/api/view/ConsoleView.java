package io.reservoir.controller.api.view;

import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;

/**
 * A part of what a guest printed on its console. Bytes are counted as the guest printed them; a VEE that is at another
 * host, or has begun another life, begins at 0 again.
 *
 * @param vee such as {@code WebShop/C1[3]#1}
 * @param text as the guest printed it, control characters and all; what was no UTF-8 stands as U+FFFD
 * @param from its first byte; before what was asked for where the host has begun anew
 * @param next what to ask for from, for what comes behind it
 * @param kept how many bytes the host keeps by now
 */
public record ConsoleView(String vee, String host, String text, long from, long next, long kept) {
    public static ConsoleView of(VeeId vee, HostId host, Printed printed) {
        return new ConsoleView(
                vee.toString(), host.name(), printed.text(), printed.from(), printed.next(), printed.kept());
    }
}
