/** The disks of VEEs in a pool of a host. */
@NullMarked
package io.reservoir.libvirt.storage;

import org.jspecify.annotations.NullMarked;
