/** What a guest is told: settings as a NoCloud seed on a disc. */
@NullMarked
package io.reservoir.libvirt.seed;

import org.jspecify.annotations.NullMarked;
