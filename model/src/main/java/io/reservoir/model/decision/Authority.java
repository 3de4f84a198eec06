package io.reservoir.model.decision;

/** Whose word a decision rests on, highest first. A lower one never undoes a higher one. */
public enum Authority {
    OPERATOR_HOLD("operator hold"),
    GLOBAL_HOLD("global scale-in hold"),
    QUOTA("quota or hard budget"),
    LEGAL_PLACEMENT("legal placement"),
    SLA_PROTECTION("SLA protection"),
    ELASTICITY("elasticity"),
    COST("cost");

    private final String words;

    Authority(String words) {
        this.words = words;
    }

    /** True if a word of this authority is not undone by one of the other. */
    public boolean isAbove(Authority other) {
        return compareTo(other) < 0;
    }

    public String words() {
        return words;
    }
}
