package io.reservoir.libvirt.binding;

import java.net.URI;
import java.util.Locale;

/** Why a libvirt cannot be reached, in one line that says what to do. */
final class Trouble {
    private Trouble() {}

    static String of(String uri, Exception failure) {
        var said = failure instanceof Fault fault ? fault.text() : failure.toString();
        var advice = advice(uri, said.toLowerCase(Locale.ROOT));
        return advice.isEmpty() ? said : said + "; " + advice;
    }

    private static String advice(String uri, String said) {
        if (said.contains("permission denied") && isLocal(uri)) {
            return "maybe run as root, or join the group `libvirt` and log in again";
        }
        if (said.contains("authentication") || said.contains("permission denied")) {
            return "maybe this account may not manage that libvirt: see its auth_ settings, or the key of ssh";
        }
        if (said.contains("no such file") && isLocal(uri)) {
            return "maybe libvirtd does not run: `systemctl start libvirtd`";
        }
        if (said.contains("certificate") || said.contains("tls")) {
            return "maybe the certificates are missing: see https://libvirt.org/kbase/tlscerts.html";
        }
        if (said.contains("connection refused") || said.contains("no route to host") || said.contains("timed out")) {
            return "maybe libvirtd does not listen there, or a firewall is in between";
        }
        return "";
    }

    private static boolean isLocal(String uri) {
        return URI.create(uri).getHost() == null;
    }
}
