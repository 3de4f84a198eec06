/** Disk images: looked into before any tool opens them, and kept by digest. */
@NullMarked
package io.reservoir.libvirt.image;

import org.jspecify.annotations.NullMarked;
