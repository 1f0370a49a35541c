/** Howdah: a desktop console with which DBAs watch, tune and operate PostgreSQL. Everything here is non-null unless annotated. */
@NullMarked
package dev.howdah;

import org.jspecify.annotations.NullMarked;
