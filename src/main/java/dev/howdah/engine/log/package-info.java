/**
 * PostgreSQL's logs: any form, any prefix, at disk speed.
 *
 * <p>Workers cut a log into chunks at entry boundaries and turn each chunk into a {@link dev.howdah.engine.log.Batch} of
 * events, in parallel; {@link dev.howdah.engine.log.Aggregator} takes the batches strictly in the order of the log, so that
 * everything which depends on what a session did before is exact whatever the number of workers.
 */
@NullMarked
package dev.howdah.engine.log;

import org.jspecify.annotations.NullMarked;
