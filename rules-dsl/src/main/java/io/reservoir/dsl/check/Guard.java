package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term;
import io.reservoir.model.diagnostic.Span;

/** A condition under which a statement holds, and where it is written. */
record Guard(Span span, Term condition) {}
