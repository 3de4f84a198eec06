package io.reservoir.libvirt.network;

/**
 * Something of a pool that somebody has until it is given back.
 *
 * @param pool such as the addresses of a LAN
 * @param index what it is, from 0
 * @param holder who has it
 */
public record Lease(String pool, int index, String holder) {}
