/** The planner twin: a server of Howdah's own with another server's schema, statistics, sizes and settings, and no rows. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.twin;
