/** Which statements cost what: counters of pg_stat_statements, the engine's own statements, N+1 patterns. */
@NullMarked
package dev.howdah.engine.profile;

import org.jspecify.annotations.NullMarked;
