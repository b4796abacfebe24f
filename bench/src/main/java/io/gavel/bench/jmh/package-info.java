/** One JMH class per layer. */
package io.gavel.bench.jmh;
