package io.github.exo2micro.fiji.input;

import java.util.List;
import java.util.Map;

/**
 * What a command says about the inputs of its dialog while they are being filled in.
 *
 * @param estimate HTML of at most five lines; "" for none
 * @param tip all of it as HTML, where the lines do not hold it; "" for none
 * @param names to choose from, by key
 * @param proposal values of the newest run by key, where they differ from what is there
 * @param proposalText what the proposal is, for people
 */
public record DialogNews(String estimate, String tip, Map<String, List<String>> names, Map<String, String> proposal,
    String proposalText) {

  /** Nothing to say. */
  public static final DialogNews NONE = new DialogNews("", "", Map.of(), Map.of(), "");
}
