package io.gavel.view;

import io.gavel.message.Disposition;

/**
 * What somebody said became of a lead or call.
 *
 * @param buyerId who said so; 0: an operator
 * @param learned whether it was news to the model
 */
public record OutcomeRecord(long atMicros, int buyerId, Disposition disposition, boolean learned) {}
