package io.reservoir.model.decision;

/** Whose word a decision rests on, highest first. A lower one never undoes a higher one. */
public enum Authority {
    OPERATOR_HOLD("operator hold"),
    QUOTA("tenant quota"),
    LEGAL_PLACEMENT("legal placement"),
    SLA_PROTECTION("SLA protection"),
    ELASTICITY("elasticity"),
    COST("cost");

    private final String words;

    Authority(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
