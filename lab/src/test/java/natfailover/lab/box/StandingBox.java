package natfailover.lab.box;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A program that builds a box, says so, and stays until it is killed. */
final class StandingBox {
  private StandingBox() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    BoxedVpc vpc = new BoxedVpc("10.40.0.0/16");
    vpc.publicSubnet("10.40.1.0/24");
    String nat = vpc.nat("10.40.1.0/24", "10.40.1.100");
    Namespace node = vpc.follow(UnaryOperator.identity()).machine(nat);
    node.prepare(List.of("setsid", "sleep", "1000")).start();
    System.out.println("standing, and seen as " + vpc.seen(node));
    new CountDownLatch(1).await();
  }
}
