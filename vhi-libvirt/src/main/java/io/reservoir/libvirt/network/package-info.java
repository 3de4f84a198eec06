/** The networks of services at a host: LANs, public addresses, leases and filters. */
@NullMarked
package io.reservoir.libvirt.network;

import org.jspecify.annotations.NullMarked;
