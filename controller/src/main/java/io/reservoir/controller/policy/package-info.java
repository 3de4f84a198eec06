/** Operators' policy as files: read, held to golden cases, taken into force. */
@NullMarked
package io.reservoir.controller.policy;

import org.jspecify.annotations.NullMarked;
