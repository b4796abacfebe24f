/** One JMH class per layer. */
@NullMarked
package io.gavel.bench.jmh;

import org.jspecify.annotations.NullMarked;
