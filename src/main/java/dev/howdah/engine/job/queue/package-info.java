/** Jobs that wait in a shared database for whichever worker is free. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.job.queue;
