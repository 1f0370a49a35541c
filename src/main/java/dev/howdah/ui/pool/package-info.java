/** The Pool tab: engine pool, server sessions, PgBouncer, applications over JMX, and the path through all of them. */
package dev.howdah.ui.pool;
