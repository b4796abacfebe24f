/** Awards on their shelf. */
@NullMarked
package io.gavel.core.auction;

import org.jspecify.annotations.NullMarked;
