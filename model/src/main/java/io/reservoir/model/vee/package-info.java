/** Virtual execution environments: the virtual machines of a component. */
@NullMarked
package io.reservoir.model.vee;

import org.jspecify.annotations.NullMarked;
