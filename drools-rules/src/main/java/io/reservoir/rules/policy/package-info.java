/**
 * Operators' policy: rules in DRL, the shipped ones and an operator's, over what is proposed and what is charged. They
 * insert verdicts; the Java around reads them off.
 */
@NullMarked
package io.reservoir.rules.policy;

import org.jspecify.annotations.NullMarked;
