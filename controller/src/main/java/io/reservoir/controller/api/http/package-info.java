/** HTTP for operations: routes, limits, problems, streams. It knows nothing of what the operations do. */
@NullMarked
package io.reservoir.controller.api.http;

import org.jspecify.annotations.NullMarked;
