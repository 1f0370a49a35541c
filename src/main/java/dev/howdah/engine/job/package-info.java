/** Jobs on production tables: planned, chunked by key, throttled by the server's own signals, exactly once, resumable. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.job;
