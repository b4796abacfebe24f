package io.gavel.gateway.market;

import io.gavel.gateway.config.Problems;
import java.util.List;

/**
 * What it takes to get from the present market to the wanted one, in the order in which it has to be done.
 *
 * @param changes none if there are problems
 * @param unchanged entities that are wanted as they are
 * @param problems all that is wrong with what is wanted
 */
record Plan(List<Change> changes, int unchanged, Problems problems) {}
