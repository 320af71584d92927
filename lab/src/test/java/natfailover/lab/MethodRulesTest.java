package natfailover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The house rules about methods: short, and with few parameters. */
class MethodRulesTest {
  private static final int LONGEST = 40;
  private static final int MOST_PARAMETERS = 4;

  @Test
  void everyMethodIsShortAndTakesFewParameters() throws IOException {
    List<String> offenders = new ArrayList<>();
    int methods = 0;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = new ArrayList<>();
      for (String module : List.of("../functions/src", "src")) {
        try (Stream<Path> found = Files.walk(Path.of(module))) {
          found.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
        }
      }
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Rules rules = new Rules(unit, positions, offenders);
        rules.scan(unit, null);
        methods += rules.methods;
      }
    }
    assertThat(methods).isGreaterThan(500);
    assertThat(offenders).isEmpty();
  }

  private static final class Rules extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> offenders;
    private int methods;

    Rules(CompilationUnitTree unit, SourcePositions positions, List<String> offenders) {
      this.unit = unit;
      this.positions = positions;
      this.offenders = offenders;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      for (Tree member : type.getMembers()) {
        if (member instanceof MethodTree method && positions.getEndPosition(unit, method) > 0) {
          methods++;
          check(type, method);
        }
      }
      return super.visitClass(type, null);
    }

    private void check(ClassTree type, MethodTree method) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      String name = unit.getSourceFile().getName() + ":" + first + " " + method.getName();
      if (last - first + 1 > LONGEST) {
        offenders.add(name + " has " + (last - first + 1) + " lines");
      }
      boolean record = type.getKind() == Tree.Kind.RECORD;
      boolean exempt =
          method.getName().contentEquals("<init>")
              && (record || method.getModifiers().getFlags().contains(Modifier.PRIVATE));
      if (method.getParameters().size() > MOST_PARAMETERS && !exempt) {
        offenders.add(name + " takes " + method.getParameters().size() + " parameters");
      }
    }
  }
}
