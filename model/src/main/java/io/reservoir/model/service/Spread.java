package io.reservoir.model.service;

/** Over what the replicas of a component are kept apart where there is a choice. */
public enum Spread {
    NONE,
    HOSTS,
    DOMAINS
}
