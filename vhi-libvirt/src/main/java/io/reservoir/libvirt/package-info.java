/** The place of the adapter from the host port to libvirt; it holds no adapter yet. */
@NullMarked
package io.reservoir.libvirt;

import org.jspecify.annotations.NullMarked;
