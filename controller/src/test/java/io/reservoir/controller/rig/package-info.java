/** Real processes in network namespaces, the faults that befall them, and a checker of what they leave behind. */
@NullMarked
package io.reservoir.controller.rig;

import org.jspecify.annotations.NullMarked;
