/** Webhooks out, tried with real files and a real receiver. */
@NullMarked
package io.gavel.gateway.notify;

import org.jspecify.annotations.NullMarked;
