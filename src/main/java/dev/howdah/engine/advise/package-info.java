/** Advice for a whole workload, with its evidence, its price and the way back. */
@NullMarked
package dev.howdah.engine.advise;

import org.jspecify.annotations.NullMarked;
