/** Five back ends whose database work Howdah carries, seeds, checks, drives and measures. */
@org.jspecify.annotations.NullMarked
package dev.howdah.engine.systems;
