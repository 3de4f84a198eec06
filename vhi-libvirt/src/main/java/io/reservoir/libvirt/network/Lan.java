package io.reservoir.libvirt.network;

import io.reservoir.model.service.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The LAN of a service's network: what it is called follows from whose it is, at every host and after every restart. */
record Lan(String site, ServiceId service, String network) {
    static final String POOL = "lan-";

    private static final int LONGEST_WORD = 20;

    UUID uuid() {
        return UUID.nameUUIDFromBytes(("lan " + site + "/" + service + "/" + network).getBytes(StandardCharsets.UTF_8));
    }

    /** Of libvirt's network: {@code [a-z0-9-]}, at most 29 of them. */
    String name() {
        return name(service, uuid().toString());
    }

    static String name(ServiceId service, String uuid) {
        return word(service.name()) + "-" + uuid.substring(0, 8);
    }

    /** Of its bridge; the kernel takes 15 characters. */
    String bridge() {
        return "rv" + uuid().toString().replace("-", "").substring(0, 12);
    }

    /** Of its addresses. */
    String pool() {
        return POOL + uuid();
    }

    private static String word(String text) {
        var word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var some = word.isEmpty() ? "x" : word;
        return some.length() <= LONGEST_WORD ? some : some.substring(0, LONGEST_WORD);
    }
}
