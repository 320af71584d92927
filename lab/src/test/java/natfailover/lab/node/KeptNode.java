package natfailover.lab.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A node of the ring: its own rules and its Keeper, driven in place of the agent. */
final class KeptNode implements AutoCloseable {
  private final RingNetwork network;
  private final Path root;
  final String name;
  final int zone;
  final String primary;
  final String adoption;
  private Dialogue dialogue;

  KeptNode(RingNetwork network, Path folder, int zone, int address) {
    this.network = network;
    this.name = "node%d-%d".formatted(zone, address);
    this.root = folder.resolve(name);
    this.zone = zone;
    String subnet = "10.40.%d.".formatted(2 * zone - 1);
    this.primary = subnet + address;
    this.adoption = subnet + (address + 100);
    network.node(name, primary, adoption, subnet + "1");
    dialogue = start();
  }

  private Dialogue start() {
    try {
      Files.createDirectories(root);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Command driver =
        network
            .on(name, NodeFiles.python(), "-B", NodeFiles.test("keeper_driver.py"))
            .append(root.toString())
            .with(Map.of("PYTHONPATH", NodeFiles.FOLDER.resolve("files").toString()));
    return Dialogue.with(driver, root.resolve("log"));
  }

  /** Its tags as a carrier of its zone. */
  void belongs(KeptNode predecessor, KeptNode successor, Optional<KeptNode> spare) {
    String peers = "pred=%s,succ=%s".formatted(predecessor.primary, successor.primary);
    String more = spare.map(node -> ",spare=" + node.primary).orElse("");
    tags(tag(predecessor.zone), peers + more);
  }

  /** Its tags as the spare of another. */
  void stands(KeptNode carrier) {
    tags("-", "spare=" + carrier.primary);
  }

  /** Its tags once all its peers are known to be gone. */
  void standsAlone(KeptNode predecessor) {
    tags(tag(predecessor.zone), "-");
  }

  private void tags(String adopts, String peers) {
    dialogue.ask(String.join(" ", "tags", primary, adoption, tag(zone), adopts, peers));
  }

  private static String tag(int zone) {
    return "%d=10.40.%d.0/24".formatted(zone, 2 * zone);
  }

  void carry(boolean home, boolean foreign) {
    dialogue.ask("carry %s %s".formatted(home ? "yes" : "no", foreign ? "yes" : "no"));
  }

  void silent(String role) {
    dialogue.ask("silent " + role);
  }

  /** How many seconds it waits from now on until it deletes what it has of a zone that left. */
  void forgetsAfter(int seconds) {
    dialogue.ask("forgets " + seconds);
  }

  void heard(String role) {
    dialogue.ask("heard " + role);
  }

  /** Waits until what was asked is done. */
  void prepared() {
    awaitAnswer("prepared", "[true, true]");
  }

  String report() {
    return dialogue.ask("report");
  }

  /** Waits until the report says something. */
  void awaitReport(String part) {
    awaitAnswer("report", part);
  }

  /** Waits until the report says that so many connections of a link are held, or more. */
  void awaitHeld(String link, int least) {
    Pattern held = Pattern.compile(link + ": (\\d+) connections held");
    awaitAnswer(
        "report",
        answer ->
            held.matcher(answer)
                .results()
                .anyMatch(found -> Integer.parseInt(found.group(1)) >= least));
  }

  private void awaitAnswer(String question, String part) {
    awaitAnswer(question, answer -> answer.contains(part));
  }

  private void awaitAnswer(String question, Predicate<String> answer) {
    Await.present(
        () -> Optional.of(dialogue.ask(question)).filter(answer),
        () -> name + ": " + dialogue.ask(question) + "\n" + log());
  }

  /** How many connections of a zone its kernel knows. */
  int entries(int ofZone) {
    String listed =
        network.on(name, "conntrack", "-L", "-s", "10.40.%d.0/24".formatted(2 * ofZone)).must();
    return (int) listed.lines().filter(line -> line.contains("src=")).count();
  }

  /** The process ids of its daemons. */
  List<Long> daemons() {
    return IntStream.of(3781, 3782, 3783, 3811)
        .mapToObj(port -> root.resolve("run/nat-failover/" + port + ".pid"))
        .filter(Files::exists)
        .map(path -> Command.of("cat", path.toString()).run().output().strip())
        .filter(text -> text.matches("\\d+"))
        .map(Long::valueOf)
        .toList();
  }

  /** Waits until each of its daemons is another. */
  void awaitOthersThan(List<Long> before) {
    Await.present(
        () ->
            Optional.of(daemons())
                .filter(now -> now.size() == before.size())
                .filter(now -> now.stream().noneMatch(before::contains)),
        () -> name + " has not started them again: " + before + "\n" + log());
  }

  /** The agent alone dies and comes back. */
  void restartAgent() {
    dialogue.close();
    dialogue = start();
  }

  /** Everything on it dies, and nobody hears of it. */
  void crash() {
    network.cut(name);
    network.kill(name);
  }

  String log() {
    return Command.of("cat", root.resolve("log").toString()).must();
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
