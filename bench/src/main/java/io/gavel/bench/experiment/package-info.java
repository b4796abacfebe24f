/**
 * What HTTP costs: the exchange beside bare Vert.x doing no more than the same exchange of bytes. Every server that is measured
 * runs in a process of its own; A and B take turns within one run; the figure is the CPU time of the server's process for each
 * request, and its ratio to the ceiling's.
 *
 * <p>{@link io.gavel.bench.experiment.Experiments} is the door.
 */
@NullMarked
package io.gavel.bench.experiment;

import org.jspecify.annotations.NullMarked;
