/**
 * Media that do not come here: what each side says about its audio is said to the other, and the packets go between them. The call
 * loop's only; nothing is opened, nothing is heard, so nothing can be recorded, played or counted. Campaigns choose it by
 * {@code media: direct}; with a flow, a recording, a whisper or a key to accept it is refused when the market is read.
 */
@NullMarked
package io.gavel.gateway.media.direct;

import org.jspecify.annotations.NullMarked;
