/** Benchmarks: they print ratios measured in one run; docs/performance.md names the command of each. */
package dev.howdah.bench;
