/** Execution plans: read from EXPLAIN's JSON or text, timed exactly, explained in words, compared, remembered. */
@NullMarked
package dev.howdah.engine.plan;

import org.jspecify.annotations.NullMarked;
