package natfailover.lab.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A Lambda function's configuration, as far as it can be seen from inside the function. */
public record FunctionSettings(
    String name,
    String qualifier,
    String handler,
    Path taskRoot,
    Map<String, String> environment,
    int memoryMegabytes,
    Duration timeout,
    Initialization initialization,
    LogFormat logFormat,
    int concurrency,
    AsynchronousSettings asynchronous,
    String region,
    String account,
    Credentials credentials) {

  public FunctionSettings {
    environment = Map.copyOf(environment);
    taskRoot = taskRoot.toAbsolutePath().normalize();
    Set<String> reserved = new TreeSet<>(environment.keySet());
    reserved.retainAll(SandboxEnvironment.RESERVED);
    if (!reserved.isEmpty()) {
      throw new IllegalArgumentException(
          "environment of %s: Lambda reserves %s; leave them out".formatted(name, reserved));
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency of %s: at least 1, not %d".formatted(name, concurrency));
    }
  }

  /** The version that runs: SnapStart works on published versions only. */
  public String version() {
    return switch (initialization) {
      case ON_DEMAND -> "$LATEST";
      case SNAP_START -> "1";
    };
  }

  /** The ARN through which the function is invoked, alias included. */
  public String invokedArn() {
    String arn = "arn:aws:lambda:%s:%s:function:%s".formatted(region, account, name);
    return qualifier.isEmpty() ? arn : arn + ":" + qualifier;
  }

  public static Builder builder(String name, Path taskRoot, String handler) {
    return new Builder(name, taskRoot, handler);
  }

  /** Starts from Lambda's defaults for a function of 512 MB. */
  public static final class Builder {
    private final String name;
    private final Path taskRoot;
    private final String handler;
    private final Map<String, String> environment = new HashMap<>();
    private String qualifier = "";
    private int memoryMegabytes = 512;
    private Duration timeout = Duration.ofSeconds(3);
    private Initialization initialization = Initialization.ON_DEMAND;
    private LogFormat logFormat = LogFormat.TEXT;
    private int concurrency = 10;
    private AsynchronousSettings asynchronous = AsynchronousSettings.asDocumented();
    private String region = "us-east-1";
    private String account = "123456789012";
    private Credentials credentials = Credentials.ofTheLab();

    private Builder(String name, Path taskRoot, String handler) {
      this.name = name;
      this.taskRoot = taskRoot;
      this.handler = handler;
    }

    public Builder qualifier(String alias) {
      this.qualifier = alias;
      return this;
    }

    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    public Builder memoryMegabytes(int megabytes) {
      this.memoryMegabytes = megabytes;
      return this;
    }

    public Builder timeout(Duration limit) {
      this.timeout = limit;
      return this;
    }

    public Builder initialization(Initialization type) {
      this.initialization = type;
      return this;
    }

    public Builder logFormat(LogFormat format) {
      this.logFormat = format;
      return this;
    }

    public Builder concurrency(int limit) {
      this.concurrency = limit;
      return this;
    }

    public Builder asynchronous(AsynchronousSettings settings) {
      this.asynchronous = settings;
      return this;
    }

    public Builder region(String name) {
      this.region = name;
      return this;
    }

    public Builder account(String id) {
      this.account = id;
      return this;
    }

    public Builder credentials(Credentials ofTheRole) {
      this.credentials = ofTheRole;
      return this;
    }

    public FunctionSettings build() {
      return new FunctionSettings(
          name,
          qualifier,
          handler,
          taskRoot,
          environment,
          memoryMegabytes,
          timeout,
          initialization,
          logFormat,
          concurrency,
          asynchronous,
          region,
          account,
          credentials);
    }
  }
}
