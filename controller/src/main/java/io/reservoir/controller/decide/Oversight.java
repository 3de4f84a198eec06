package io.reservoir.controller.decide;

import io.reservoir.rules.policy.HostStanding;
import io.reservoir.rules.policy.Judge;
import io.reservoir.rules.policy.Standing;
import java.util.List;

/**
 * What watches over the decisions about one component: operators' policy with its facts, and the contract.
 *
 * @param hosts those that carry VEEs of the component, in their order
 * @param overContract the contract bounds that the load is above now, a sentence each
 */
public record Oversight(Judge judge, Standing standing, List<HostStanding> hosts, List<String> overContract) {}
