/**
 * The vocabulary: every input and output of the exchange.
 *
 * <p>The codecs are generated at build from {@code src/main/sbe/messages.xml}, where each message is documented. Everybody
 * reads this package, and it knows only Agrona. A codec is a flyweight over a buffer: use it on one thread, and do not keep
 * it.
 */
@NullMarked
package io.gavel.message;

import org.jspecify.annotations.NullMarked;
