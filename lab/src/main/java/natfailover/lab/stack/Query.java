package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import natfailover.lab.region.Answer;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;

/** Has the region do what properties of a resource say, which are the API's parameters. */
final class Query {
  private final RegionServer region;

  Query(RegionServer region) {
    this.region = region;
  }

  /** One call, made by CloudFormation with all rights, and the text of its answer. */
  String call(Service service, String action, Map<String, String> parameters) {
    Request request = new Request(service, action, parameters, "");
    Answer answer = region.read(locked -> locked.call(request, locked.now()));
    if (!answer.succeeded()) {
      throw new StackFailed(action + ": " + answer.body());
    }
    return answer.body();
  }

  /** Marks what CloudFormation has made with the stack that it is of. */
  void mark(String resource, String stack) {
    region.with(locked -> locked.mark(resource, "aws:cloudformation:stack-id", stack));
  }

  /** The parameters by which a call says what properties say. */
  static Map<String, String> parameters(Service service, JsonNode properties) {
    Map<String, String> flat = new HashMap<>();
    flatten(service, "", properties, flat);
    return flat;
  }

  private static void flatten(
      Service service, String prefix, JsonNode node, Map<String, String> flat) {
    if (node.isObject()) {
      String inside = prefix.isEmpty() ? "" : prefix + ".";
      node.properties()
          .forEach(each -> flatten(service, inside + each.getKey(), each.getValue(), flat));
    } else if (node.isArray()) {
      String list = service == Service.EC2 ? prefix.replaceAll("s$", "") : prefix + ".member";
      for (int n = 0; n < node.size(); n++) {
        flatten(service, list + "." + (n + 1), node.get(n), flat);
      }
    } else {
      flat.put(prefix, node.asText());
    }
  }

  /** The text of the first element of this name. */
  static String element(String answer, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)<").matcher(answer);
    if (!found.find()) {
      throw new StackFailed("no " + name + " in " + answer);
    }
    return found.group(1);
  }
}
