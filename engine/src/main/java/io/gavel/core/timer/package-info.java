/**
 * Deadlines as data. Set by the slices of the core, fired by {@code Exchange} with the time of the next input or tick, so
 * that replay fires them at the same places. Core thread only.
 */
@org.jspecify.annotations.NullMarked
package io.gavel.core.timer;
