/** The ways on which an alert leaves Howdah; each has a thread of its own, so that one that hangs delays nothing. */
package dev.howdah.engine.alert.out;
