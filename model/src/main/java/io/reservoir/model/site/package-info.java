/** Hosts, the administrative domains they stand in, and what they can hold. */
@NullMarked
package io.reservoir.model.site;

import org.jspecify.annotations.NullMarked;
