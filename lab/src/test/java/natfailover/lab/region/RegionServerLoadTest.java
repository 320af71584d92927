package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server under calls: concurrency, kept connections, and what it tells of each. */
class RegionServerLoadTest extends ServedRegion {
  @Test
  void callsAreToldWithTheirCallerAndStatus() throws Exception {
    BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    server.onCall(calls::add);
    ec2.describeVpcs();
    Call call = calls.poll(10, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    assertThat(call.action()).isEqualTo("DescribeVpcs");
    assertThat(call.caller()).isEqualTo("AKIALAB");
    assertThat(call.status()).isEqualTo(200);
  }

  @Test
  void latencyIsPaidSideBySide() throws Exception {
    ec2.describeVpcs();
    server.latency(Latency.ofMillis(200));
    long start = System.nanoTime();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(executor.submit(() -> ec2.describeVpcs()));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
  }

  @Test
  void connectionsAreKept() throws Exception {
    for (int i = 0; i < 20; i++) {
      ec2.describeVpcs();
    }
    assertThat(server.connections()).isLessThanOrEqualTo(2);
  }
}
