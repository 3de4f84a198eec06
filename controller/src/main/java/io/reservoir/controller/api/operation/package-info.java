/** The operations of the API, a class each; {@link io.reservoir.controller.api.operation.Operations} registers them. */
@NullMarked
package io.reservoir.controller.api.operation;

import org.jspecify.annotations.NullMarked;
