/** Files that are whole after a crash, and one at a time who changes them. */
@NullMarked
package io.reservoir.libvirt.durable;

import org.jspecify.annotations.NullMarked;
