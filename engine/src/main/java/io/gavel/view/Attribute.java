package io.gavel.view;

/**
 * One attribute of a ping as it lies on the line.
 *
 * @param fieldId the field's number within the vertical
 * @param value the coded value (see {@link io.gavel.message.Coding})
 * @param text the text of a text field, else empty
 */
public record Attribute(int fieldId, long value, String text) {}
