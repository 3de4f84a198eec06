@NullMarked
package io.reservoir.controller.bill;

import org.jspecify.annotations.NullMarked;
