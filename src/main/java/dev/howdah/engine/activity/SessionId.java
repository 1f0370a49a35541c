package dev.howdah.engine.activity;

import java.time.Instant;

/** Names one session for ever: the operating system gives a pid to another process soon after. */
public record SessionId(int pid, Instant backendStart) {}
