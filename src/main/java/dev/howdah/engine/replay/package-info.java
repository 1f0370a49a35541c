/** The recorded past through the same subscriptions and calls through which the present comes. */
package dev.howdah.engine.replay;
