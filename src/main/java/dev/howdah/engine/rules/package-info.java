/** Advice besides new indexes: what checks, counters, plans and statistics together give reason to do, each with its way back. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.rules;
