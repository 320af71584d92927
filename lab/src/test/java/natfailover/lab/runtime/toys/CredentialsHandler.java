package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches the container credentials as an SDK does, with the token and with the event's text. */
public final class CredentialsHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String wrongToken, Context context) {
    String token = System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    return fetch(token) + " " + fetch(wrongToken);
  }

  private static String fetch(String token) {
    try {
      URI uri = URI.create(System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestProperty("Authorization", token);
      if (connection.getResponseCode() != 200) {
        return String.valueOf(connection.getResponseCode());
      }
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
