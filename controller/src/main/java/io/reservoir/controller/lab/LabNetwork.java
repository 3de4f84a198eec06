package io.reservoir.controller.lab;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The network that two hosts of a lab and this machine are on, by the URIs of the hosts: this machine has the address
 * .1, and guests may have those from .100 to .199.
 *
 * @param subnet the first three numbers of its addresses, such as {@code 10.77.0}
 */
public record LabNetwork(String subnet) {
    /** A port of this bridge of each host is its uplink. */
    public static final String BRIDGE = "br0";

    private static final Pattern HOST = Pattern.compile("qemu\\+tcp://(10\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}/system");

    /** Reads it off the URIs; others than a lab's, or of several labs, are an {@link IllegalArgumentException}. */
    public static LabNetwork of(List<String> hosts) {
        var subnets = new TreeSet<String>();
        for (var host : hosts) {
            var match = HOST.matcher(host);
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "`" + host + "` is no host of a lab, such as qemu+tcp://10.77.0.11/system");
            }
            subnets.add(match.group(1));
        }
        if (subnets.size() != 1) {
            throw new IllegalArgumentException("the hosts are of several labs: " + String.join(", ", subnets));
        }
        return new LabNetwork(subnets.first());
    }

    public String machine() {
        return subnet + ".1";
    }

    public String block() {
        return subnet + ".0/24";
    }

    public String firstGuest() {
        return subnet + ".100";
    }

    public String lastGuest() {
        return subnet + ".199";
    }
}
