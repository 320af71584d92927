package natfailover.lab.region;

import java.util.List;

/** Writes trees and errors in the two XML dialects of the Query protocol. */
enum Xml {
  EC2("item", "http://ec2.amazonaws.com/doc/2016-11-15/"),
  AUTOSCALING("member", "http://autoscaling.amazonaws.com/doc/2011-01-01/");

  private final String listElement;
  private final String namespace;

  Xml(String listElement, String namespace) {
    this.listElement = listElement;
    this.namespace = namespace;
  }

  String answer(String action, Tree tree, String requestId) {
    StringBuilder out = start(action + "Response");
    if (this == EC2) {
      element(out, "requestId", requestId);
      fields(out, tree);
    } else {
      element(out, action + "Result", tree);
      element(out, "ResponseMetadata", new Tree().put("RequestId", requestId));
    }
    return out.append("</").append(action).append("Response>").toString();
  }

  String error(ApiError error, String requestId) {
    Tree what = new Tree();
    if (this == EC2) {
      what.put("Code", error.code()).put("Message", error.message());
      StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      Tree errors = new Tree().put("Error", what);
      element(out, "Response", new Tree().put("Errors", errors).put("RequestID", requestId));
      return out.toString();
    }
    what.put("Type", error.status() < 500 ? "Sender" : "Receiver");
    what.put("Code", error.code()).put("Message", error.message());
    StringBuilder out = start("ErrorResponse");
    fields(out, new Tree().put("Error", what).put("RequestId", requestId));
    return out.append("</ErrorResponse>").toString();
  }

  private StringBuilder start(String root) {
    return new StringBuilder(4096)
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
        .append(root)
        .append(" xmlns=\"")
        .append(namespace)
        .append("\">");
  }

  private void fields(StringBuilder out, Tree tree) {
    tree.fields().forEach((name, value) -> element(out, name, value));
  }

  private void element(StringBuilder out, String name, Object value) {
    out.append('<').append(name).append('>');
    switch (value) {
      case Tree tree -> fields(out, tree);
      case List<?> items -> items.forEach(item -> element(out, listElement, item));
      default -> escape(out, value.toString());
    }
    out.append("</").append(name).append('>');
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
  }
}
