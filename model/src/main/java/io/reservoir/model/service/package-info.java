/** What a service is: components, networks, images and where they may run. */
@NullMarked
package io.reservoir.model.service;

import org.jspecify.annotations.NullMarked;
