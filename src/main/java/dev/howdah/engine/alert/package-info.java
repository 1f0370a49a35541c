/** Rules over figures and findings, what they say now, and who is told. */
package dev.howdah.engine.alert;
