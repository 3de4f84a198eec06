/** What tests of real processes stand on: network namespaces on a wire, and disks that can be full. */
@NullMarked
package io.reservoir.controller.rig;

import org.jspecify.annotations.NullMarked;
