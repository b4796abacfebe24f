/**
 * Documents of the market as forms that people fill in, and back. {@link io.gavel.gateway.console.form.Shape} is the door: of
 * each section which fields there are, what they mean and how they are written; {@link io.gavel.gateway.console.form.Typed} is
 * what somebody typed.
 *
 * <p>What may be typed is not decided here: the document that comes of it is read by the market like any other, and what that
 * says is put beside the field ({@link io.gavel.gateway.console.form.Remarks}). Pure; any thread.
 */
@NullMarked
package io.gavel.gateway.console.form;

import org.jspecify.annotations.NullMarked;
