package natfailover.lab.traffic;

/** How many of some connections live on. */
public record Survivors(int opened, int alive) {
  Survivors plus(Survivors other) {
    return new Survivors(opened + other.opened, alive + other.alive);
  }
}
