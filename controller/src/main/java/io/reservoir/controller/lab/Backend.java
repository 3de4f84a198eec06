package io.reservoir.controller.lab;

/**
 * Where requests can go: a VEE and its address.
 *
 * @param vee its id, such as {@code WebShop/C1[3]#1}
 * @param address as a number, such as {@code 10.77.0.101}
 * @param serving whether it is to get requests; one that is not finishes those that it has
 */
public record Backend(String vee, String address, int port, boolean serving) {}
