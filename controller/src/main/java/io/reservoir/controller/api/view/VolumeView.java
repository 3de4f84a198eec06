package io.reservoir.controller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * A volume of a service: a disk with data that outlives VEEs.
 *
 * @param bytes how large the disk is
 * @param host in whose pool it lies, or one of those that share the pool
 * @param shared whether several hosts have it
 * @param vee that has it, such as {@code WebShop/C1[3]#1}; absent where none has
 */
public record VolumeView(
        String name,
        long bytes,
        String host,
        boolean shared,
        @Nullable String vee) {}
