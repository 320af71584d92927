package natfailover.plan;

import java.util.Optional;

/**
 * How a node hangs on its subnet.
 *
 * @param networkInterface its primary network interface; empty once the instance is terminated
 * @param privateAddress the primary private address
 * @param adoptionAddress the secondary private address on which it takes another zone's address
 * @param publicIp the public address that its primary private address has now
 * @param sourceDestCheck whether AWS still drops what is not the node's own traffic
 */
public record Attachment(
    Optional<String> networkInterface,
    String privateAddress,
    Optional<String> adoptionAddress,
    Optional<String> publicIp,
    boolean sourceDestCheck) {
  /** Whether what the node sends can be answered from the internet. */
  public boolean publicAddress() {
    return publicIp.isPresent();
  }
}
