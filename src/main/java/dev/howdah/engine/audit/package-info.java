/** What Howdah changed on servers, written down before it is done. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.audit;
