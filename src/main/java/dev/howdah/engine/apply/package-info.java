/** An advice applied as a job, measured before and after on the same statements, and undone when it did not help. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.apply;
