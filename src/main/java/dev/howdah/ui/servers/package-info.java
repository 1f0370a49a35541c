/** Many servers at a glance, what Howdah carries itself, and what it costs them all. */
package dev.howdah.ui.servers;
