/** A small, strict HTTP/1.1 server: every limit is stated, every refusal is JSON, no client can hold a thread. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.serve.http;
