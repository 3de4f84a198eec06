/** What there is to say of the language to those who write it: {@link io.reservoir.dsl.reference.Reference} is the way in. */
@NullMarked
package io.reservoir.dsl.reference;

import org.jspecify.annotations.NullMarked;
