package io.reservoir.model.service;

import org.jspecify.annotations.Nullable;

/**
 * A virtual network: a LAN of one service, or {@link #PUBLIC}, which hands out public addresses.
 *
 * @param floorBytesPerSecond what each attachment is given at least, null where nothing was promised
 * @param ceilingBytesPerSecond what each attachment may use at most, null where nothing bounds it
 * @param slaClass the name of the SLA class bound to the network, null where none is
 */
public record Network(
        String name,
        @Nullable Long floorBytesPerSecond,
        @Nullable Long ceilingBytesPerSecond,
        @Nullable String slaClass) {
    public static final String PUBLIC = "public";
}
