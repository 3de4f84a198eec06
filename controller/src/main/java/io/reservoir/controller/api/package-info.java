/** The control plane over HTTP: one class per operation. */
@NullMarked
package io.reservoir.controller.api;

import org.jspecify.annotations.NullMarked;
