package natfailover.lab.region;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** An XML answer, read by paths such as {@code routeSet/item/state}. */
record Reply(int status, Element root) {

  static Reply of(Answer answer) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      var document = builder.parse(new InputSource(new StringReader(answer.body())));
      return new Reply(answer.status(), document.getDocumentElement());
    } catch (Exception broken) {
      throw new AssertionError("not XML: " + answer.body(), broken);
    }
  }

  List<String> texts(String path) {
    List<Node> found = List.of(root);
    for (String name : path.split("/", -1)) {
      found = found.stream().flatMap(node -> children(node, name).stream()).toList();
    }
    return found.stream().map(Node::getTextContent).toList();
  }

  String text(String path) {
    return texts(path).stream().findFirst().orElse("");
  }

  /** The error code, whichever service it came from; empty when the call succeeded. */
  String error() {
    return text("Errors/Error/Code") + text("Error/Code");
  }

  String message() {
    return text("Errors/Error/Message") + text("Error/Message");
  }

  private static List<Node> children(Node node, String name) {
    List<Node> found = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }
}
