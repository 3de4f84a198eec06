/** The only place that tells hosts to do something: claim, act, finish. */
@NullMarked
package io.reservoir.controller.execute;

import org.jspecify.annotations.NullMarked;
