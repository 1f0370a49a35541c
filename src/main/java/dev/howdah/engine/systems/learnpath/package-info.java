@org.jspecify.annotations.NullMarked
package dev.howdah.engine.systems.learnpath;
