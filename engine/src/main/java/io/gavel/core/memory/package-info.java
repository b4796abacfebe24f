/**
 * What the slices of the core remember things in: records in arrays, appended, forgotten, found by number or by what is in them. No rules here.
 */
@NullMarked
package io.gavel.core.memory;

import org.jspecify.annotations.NullMarked;
