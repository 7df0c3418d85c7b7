package dev.perennial.core.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws which reasons lead to which actions, as SVG: reasons at the left, actions at the right. */
final class Diagram {
  private static final int LINE = 20;
  private static final int WIDTH = 900;
  private static final int REASONS = 480;
  private static final int ACTIONS = 620;

  private final StringBuilder out = new StringBuilder();

  private Diagram() {}

  static String of(Set<Transition> transitions) {
    Map<String, List<String>> byAction = new LinkedHashMap<>();
    for (Transition t : new TreeSet<>(transitions)) {
      byAction.computeIfAbsent(t.action(), a -> new ArrayList<>()).add(t.reason());
    }
    return new Diagram().draw(byAction, transitions.size());
  }

  private String draw(Map<String, List<String>> byAction, int count) {
    int height = (count + byAction.size() + 1) * LINE;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, height, WIDTH, height);
    line("<title>Reasons of the lifecycle, and the actions that they lead to</title>");
    int y = LINE;
    for (Map.Entry<String, List<String>> action : byAction.entrySet()) {
      int middle = y + (action.getValue().size() - 1) * LINE / 2;
      for (String reason : action.getValue()) {
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", REASONS, y + 4, text(reason));
        line(
            "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"gray\"/>",
            REASONS + 6, y, REASONS + 60, y, ACTIONS - 60, middle, ACTIONS - 6, middle);
        y += LINE;
      }
      line(
          "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>",
          ACTIONS, middle + 4, text(action.getKey()));
      y += LINE;
    }
    line("</svg>");
    return out.toString();
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
