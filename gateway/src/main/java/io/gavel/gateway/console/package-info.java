/**
 * The console: pages for operators, analysts, sellers and buyers. {@link io.gavel.gateway.console.Console} is the door.
 *
 * <pre>
 *   event loop: Guard (session, role, token) --- Press (two threads): a page's class --- Sight --- views, market
 *                                                      |
 *                                            Page: a headline and blocks --- templates (src/main/jte) --- HTML
 * </pre>
 *
 * <p>What a seller or buyer may see is decided in {@link io.gavel.gateway.console.Sight} and nowhere else: pages ask it, never
 * the views. The routes are no part of the API and are not in {@code openapi.json}; they are on {@code Console}'s page.
 */
@NullMarked
package io.gavel.gateway.console;

import org.jspecify.annotations.NullMarked;
