@NullMarked
package io.gavel.core.score;

import org.jspecify.annotations.NullMarked;
