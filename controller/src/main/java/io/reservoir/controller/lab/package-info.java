/** What a run on real guests needs around the controller: hosts to run on, a balancer, and a load. */
@NullMarked
package io.reservoir.controller.lab;

import org.jspecify.annotations.NullMarked;
