/**
 * The engine's front door: {@link io.gavel.Engine} opens a data directory, recovers, and runs the line.
 */
@NullMarked
package io.gavel;

import org.jspecify.annotations.NullMarked;
