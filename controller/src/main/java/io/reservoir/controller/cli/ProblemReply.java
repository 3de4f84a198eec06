package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ProblemView;

/** The server did not do what it was asked to, and says why. */
final class ProblemReply extends RuntimeException {
    private final transient ProblemView problem;

    ProblemReply(ProblemView problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    ProblemView problem() {
        return problem;
    }

    boolean isNotFound() {
        return problem.status() == 404;
    }
}
