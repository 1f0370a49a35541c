@org.jspecify.annotations.NullMarked
package dev.howdah.ui.jobs;
