/** The rules, tried as a whole: scenes by hand, twins of the methods, and a simulation with a seed. */
@NullMarked
package io.gavel.core;

import org.jspecify.annotations.NullMarked;
