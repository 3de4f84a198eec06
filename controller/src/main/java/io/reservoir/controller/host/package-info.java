/** The host agent: the only writer to its hypervisor, with what it keeps on disk, and a controller's way to it. */
@NullMarked
package io.reservoir.controller.host;

import org.jspecify.annotations.NullMarked;
