/**
 * The same rules over again: recovery at start, snapshots made from closed segments beside the line, {@code replay} of a
 * stopped exchange's data, and what another market would have made of it ({@link io.gavel.replay.WhatIf}).
 */
@NullMarked
package io.gavel.replay;

import org.jspecify.annotations.NullMarked;
