/** Jobs that are ready to run: maintenance, data, and the user's own from files. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.job.ready;
