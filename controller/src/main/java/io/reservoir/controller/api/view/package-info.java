/** What the API says, as records: the shapes of its JSON, for the server that writes it and clients that read it. */
@NullMarked
package io.reservoir.controller.api.view;

import org.jspecify.annotations.NullMarked;
