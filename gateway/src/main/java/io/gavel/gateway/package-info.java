/** Where the exchange starts: the command line, and the one page that wires engine and edges together. */
@NullMarked
package io.gavel.gateway;

import org.jspecify.annotations.NullMarked;
