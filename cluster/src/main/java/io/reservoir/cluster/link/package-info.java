/**
 * The link between nodes: it carries readings to the owner of their service, requests to whoever can answer them, and
 * word of what was appended. It knows nothing of what they mean.
 */
@NullMarked
package io.reservoir.cluster.link;

import org.jspecify.annotations.NullMarked;
