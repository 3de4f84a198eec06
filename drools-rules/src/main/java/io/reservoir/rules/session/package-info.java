/** Services at work: readings in, evaluations out. */
@NullMarked
package io.reservoir.rules.session;

import org.jspecify.annotations.NullMarked;
