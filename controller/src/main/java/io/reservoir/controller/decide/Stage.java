package io.reservoir.controller.decide;

/** One step from value to decision: a pure function that leaves one line. */
interface Stage {
    Draft apply(Draft draft, Question question);
}
