/**
 * The repository: what targets did, kept in a PostgreSQL database. {@link dev.howdah.engine.store.Journal} writes,
 * {@link dev.howdah.engine.store.History} reads.
 */
package dev.howdah.engine.store;
