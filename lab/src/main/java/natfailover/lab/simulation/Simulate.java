package natfailover.lab.simulation;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Puts the controller through years of trouble in a simulated region. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lives fleets of three zones through trouble in virtual time, with the real controller in a"
          + " simulated region, and checks at every step that every rule holds.",
      "Exit: 0 all rules held, 1 one was broken (its name and the seed are printed), 2 wrong"
          + " arguments or something is missing."
    })
public final class Simulate implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  /** In three zones, with a public one: AWS's quota is 200 route tables a VPC. */
  private static final int MOST_TABLES = 66;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "hours that each fleet lives; default: ${DEFAULT-VALUE}")
  private int hours = 24;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "20",
      description = "fleets to live, each with a seed of its own; default: ${DEFAULT-VALUE}")
  private int seeds = 20;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the first seed, the others follow; default: any")
  private @Nullable Long seed;

  @Option(
      names = "--replay",
      paramLabel = "SEED[/HOURS]",
      converter = Replay.Reader.class,
      description = {
        "lives the fleet of this seed again and prints what happens;",
        "without hours until a rule is broken, at most --hours"
      })
  private @Nullable Replay replay;

  @Option(
      names = "--fleets",
      paramLabel = "N",
      description = {
        "instead: so many fleets in one account lose the same zone, within the",
        "rates that AWS allows an account; once told by events, once by sweeps"
      })
  private @Nullable Integer fleets;

  @Option(
      names = "--tables",
      paramLabel = "N",
      defaultValue = "1",
      description = "with --fleets: tables of each zone; default: ${DEFAULT-VALUE}")
  private int tables = 1;

  @Option(names = "--json", description = "one JSON document on standard output, nothing else")
  private boolean json;

  /** The command's door. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Simulate()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    require("--hours", hours, MOST);
    require("--seeds", seeds, MOST);
    require("--tables", tables, MOST_TABLES);
    PrintWriter out = spec.commandLine().getOut();
    if (fleets != null) {
      require("--fleets", fleets, MOST);
      return lose(fleets, out);
    }
    Results results = new Results();
    if (replay != null) {
      Trace trace = json ? Trace.silent() : Trace.to(out);
      results.add(Life.live(replay.seed(), replay.hours().orElse(hours), trace));
    } else {
      long first = firstSeed();
      spec.commandLine().getErr().println("seeds " + first + " to " + (first + seeds - 1));
      live(first, results);
    }
    out.println(json ? results.json() : results.text());
    out.flush();
    return results.pass() ? 0 : 1;
  }

  private long firstSeed() {
    return seed == null ? new SecureRandom().nextInt(MOST) : seed;
  }

  private int lose(int number, PrintWriter out) {
    long chosen = firstSeed();
    List<ZoneLoss.Result> results = new ArrayList<>();
    for (ZoneLoss.Told told : ZoneLoss.Told.values()) {
      results.add(ZoneLoss.run(chosen, number, tables, told));
    }
    out.println(json ? ZoneLossReport.json(results) : ZoneLossReport.text(results));
    out.flush();
    return results.stream().allMatch(ZoneLoss.Result::pass) ? 0 : 1;
  }

  /** As many at once as there are cores, each wholly on a thread of its own. */
  private void live(long first, Results results) throws InterruptedException {
    int atOnce = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<Verdict>> lives = new ArrayList<>();
      for (long one = first; one < first + seeds; one++) {
        long next = one;
        lives.add(threads.submit(() -> Life.live(next, hours, Trace.silent())));
      }
      for (Future<Verdict> life : lives) {
        Verdict verdict = result(life);
        results.add(verdict);
        Results.line(verdict).ifPresent(spec.commandLine().getErr()::println);
      }
    }
  }

  private static Verdict result(Future<Verdict> life) throws InterruptedException {
    try {
      return life.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulation itself failed", e.getCause());
    }
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is %d, allowed are whole numbers from 1 to %d".formatted(option, value, most));
    }
  }
}
