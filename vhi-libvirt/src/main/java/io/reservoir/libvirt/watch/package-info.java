/** What is at a libvirt host and what happens there. */
@NullMarked
package io.reservoir.libvirt.watch;

import org.jspecify.annotations.NullMarked;
