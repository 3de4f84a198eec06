/** The command line. */
@NullMarked
package io.reservoir.controller.cli;

import org.jspecify.annotations.NullMarked;
