/** Recording of targets into the repository, the open one or many at once. */
package dev.howdah.engine.fleet;
