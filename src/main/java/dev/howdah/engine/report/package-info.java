/** What leaves Howdah as files: reports for people, bundles for whoever helps. Nothing secret is in them. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.report;
