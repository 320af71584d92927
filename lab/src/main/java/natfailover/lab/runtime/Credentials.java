package natfailover.lab.runtime;

/** The execution role's temporary credentials, as the sandbox hands them to the function. */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
  /** Credentials that no AWS account knows, so that nothing real can be touched by mistake. */
  public static Credentials ofTheLab() {
    return new Credentials("ASIALAB0000000000000", "lab-secret-access-key", "lab-session-token");
  }
}
