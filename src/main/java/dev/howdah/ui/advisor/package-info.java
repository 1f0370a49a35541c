/** Advice for the whole workload: what to make, what to drop, what it would bring, tried on a twin. */
@org.jspecify.annotations.NullMarked
package dev.howdah.ui.advisor;
