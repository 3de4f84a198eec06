/** The state of a service as a fold over its ledger: immutable images, and the replay that makes them. */
@NullMarked
package io.reservoir.controller.image;

import org.jspecify.annotations.NullMarked;
