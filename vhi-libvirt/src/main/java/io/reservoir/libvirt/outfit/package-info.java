/** What a VEE needs beside its domain: disks, networks, and what its guest is told. */
@NullMarked
package io.reservoir.libvirt.outfit;

import org.jspecify.annotations.NullMarked;
