package natfailover.aws;

import java.util.Map;
import java.util.Optional;
import natfailover.aws.DefaultRoute.Holder;

/**
 * An Elastic IP as on-boarding sees it.
 *
 * @param id its allocation id
 * @param networkInterface where it is associated
 * @param privateAddress what it stands for there
 * @param holder the fleet's node that it is with, if it is with one
 */
public record OwnAddress(
    String id,
    Map<String, String> tags,
    Optional<String> networkInterface,
    Optional<String> privateAddress,
    Optional<Holder> holder)
    implements Belonging {
  /** Keeps unmodifiable copies. */
  public OwnAddress {
    tags = Map.copyOf(tags);
  }

  /** Where it is, as a record has it: network interface and private address. */
  public Optional<String> place() {
    return networkInterface.map(face -> face + "/" + privateAddress.orElse(""));
  }

  /** Whether it is with a node of this fleet. */
  public boolean heldBy(String fleet) {
    return holder.filter(node -> node.fleet().equals(fleet)).isPresent();
  }
}
