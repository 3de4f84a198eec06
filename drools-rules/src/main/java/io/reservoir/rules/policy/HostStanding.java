package io.reservoir.rules.policy;

/**
 * A fact: a host that carries VEEs of the component, one for each.
 *
 * @param domain the administrative domain that it stands in, empty where it is not known
 * @param setAside true while it gets no launches because too many of them failed
 */
public record HostStanding(String host, String domain, boolean setAside) {}
