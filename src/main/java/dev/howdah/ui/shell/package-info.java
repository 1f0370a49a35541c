/** The window around the tabs: header, rail, footer, palette, connect sheet. */
package dev.howdah.ui.shell;
