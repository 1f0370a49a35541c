package dev.howdah.engine.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    @Test
    void refusesWhatIsBeyondAMinuteAndSaysHowLongToWait() {
        RateLimits limits = new RateLimits(100);
        for (int i = 0; i < 100; i++) {
            assertThat(limits.secondsToWait("a")).isZero();
        }
        assertThat(limits.secondsToWait("a")).isBetween(1L, 60L);
        assertThat(limits.secondsToWait("b")).as("another client").isZero();
    }

    @Test
    void remembersABoundedNumberOfClients() {
        RateLimits limits = new RateLimits(1);
        assertThat(limits.secondsToWait("first")).isZero();
        for (int i = 0; i < 20_000; i++) {
            limits.secondsToWait("client" + i);
        }
        assertThat(limits.secondsToWait("first")).as("forgotten by now").isZero();
    }

    @Test
    void takesAHostWithManyAddressesForOneClient() throws UnknownHostException {
        assertThat(RateLimits.client(InetAddress.getByName("2001:db8::1:2:3:4"))).isEqualTo(RateLimits.client(InetAddress.getByName("2001:db8::9:9:9:9")));
        assertThat(RateLimits.client(InetAddress.getByName("192.0.2.1"))).isEqualTo("192.0.2.1");
    }
}
