/** What a server is doing now: sessions, waits, locks and who holds them up, progress, and signals to sessions. */
@NullMarked
package dev.howdah.engine.activity;

import org.jspecify.annotations.NullMarked;
