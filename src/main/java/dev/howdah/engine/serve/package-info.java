/** What other tools may read: health endpoints, Prometheus metrics, and a few jobs, over HTTP on loopback. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.serve;
