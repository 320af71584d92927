package natfailover.lab.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;

/** Flattens a request of the SDK into query parameters, as its own marshaller does. */
final class SdkQuery {
  private final Service service;
  private final Map<String, String> parameters = new HashMap<>();

  private SdkQuery(Service service) {
    this.service = service;
  }

  /** The request as the region takes it; its action is what the SDK's class is named after. */
  static Request of(Service service, SdkPojo request) {
    SdkQuery query = new SdkQuery(service);
    query.structure("", request);
    String name = request.getClass().getSimpleName();
    String action = name.substring(0, name.length() - "Request".length());
    return new Request(service, action, query.parameters, "");
  }

  private void structure(String prefix, SdkPojo pojo) {
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null) {
        value(prefix + field.locationName(), field, value);
      }
    }
  }

  private void value(String name, SdkField<?> field, Object value) {
    if (value instanceof SdkPojo child) {
      structure(name + ".", child);
    } else if (value instanceof Collection<?> items) {
      list(name, field.getTrait(ListTrait.class), items);
    } else {
      parameters.put(name, value.toString());
    }
  }

  private void list(String name, ListTrait trait, Collection<?> items) {
    String infix = service == Service.AUTOSCALING && !trait.isFlattened() ? ".member." : ".";
    int at = 1;
    for (Object item : items) {
      value(name + infix + at, trait.memberFieldInfo(), item);
      at++;
    }
  }
}
