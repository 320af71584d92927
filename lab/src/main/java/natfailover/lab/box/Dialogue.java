package natfailover.lab.box;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ip} or {@code nft}, kept running: a command by it costs no fork. */
final class Dialogue implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedWriter question;
  private final BufferedReader answer;
  private int asked;

  private Dialogue(String name, ProcessBuilder builder) {
    this.name = name;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new BoxFailed("cannot run %s: %s".formatted(name, e.getMessage()));
    }
    question = process.outputWriter();
    answer = process.inputReader();
  }

  /** {@code ip} in the lab's own namespace, which is the one that names namespaces. */
  static Dialogue ip() {
    return new Dialogue("ip", new ProcessBuilder("ip", "-force", "-batch", "-"));
  }

  static Dialogue ip(Namespace place) {
    List<String> words = List.of("ip", "-force", "-batch", "-");
    return new Dialogue(place.name() + ": ip", place.prepare(words));
  }

  /** Each line is one transaction. */
  static Dialogue nft(Namespace place) {
    return new Dialogue(place.name() + ": nft", place.prepare(List.of("nft", "-i")));
  }

  /** Says lines that have to be taken. */
  void must(List<String> lines) {
    List<String> complaints = say(lines);
    if (!complaints.isEmpty()) {
      throw new BoxFailed("%s: %s, having been told %s".formatted(name, complaints, lines));
    }
  }

  void must(String line) {
    must(List.of(line));
  }

  /** Says lines and returns, once all were carried out, what was complained about. */
  synchronized List<String> say(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    // Neither tool acknowledges, but both complain of a word they do not know.
    String mark = "enough" + asked++;
    try {
      for (String line : lines) {
        question.write(line);
        question.newLine();
      }
      question.write(mark);
      question.newLine();
      question.flush();
      return complaints(mark);
    } catch (IOException e) {
      throw new BoxFailed("%s: %s, having been told %s".formatted(name, e.getMessage(), lines));
    }
  }

  private List<String> complaints(String mark) throws IOException {
    List<String> found = new ArrayList<>();
    while (true) {
      String line = answer.readLine();
      if (line == null) {
        throw new IOException("ended: " + found);
      }
      if (line.contains(mark)) {
        // What nft says before it repeats the mark is about the mark.
        found.removeIf(each -> each.startsWith("Error: syntax error, unexpected newline"));
        return found;
      }
      if (!line.startsWith("Command failed") && !line.matches("[ ^~]*")) {
        found.add(line.strip());
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
