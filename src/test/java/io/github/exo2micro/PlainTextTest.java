package io.github.exo2micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "CD070/SybrGld: ±0.3 px → 日本, 12 % ü";
    assertSame(text, PlainText.of(text));
    assertEquals("a\n\tb", PlainText.of("a\n\tb"));
    assertEquals("a\nb", PlainText.of("a\r\nb"));
  }

  @Test
  void whatATerminalObeysIsShownByItsNumber() {
    assertEquals("\\u001b[2J\\u001b]0;owned\\u0007", PlainText.of("\u001b[2J\u001b]0;owned\u0007"));
    assertEquals("\\u009b31m\\u007f\\u0008", PlainText.of("\u009b31m\u007f\b"));
    assertEquals("done\\u000dfail", PlainText.of("done\rfail"));
    assertEquals("tif.\\u202egnp", PlainText.of("tif.\u202egnp"));
  }

  @Test
  void oneLineStaysOneLine() {
    assertEquals("a\\u000ab\\u0009c", PlainText.line("a\nb\tc"));
  }

  @Test
  void noMessageOfOursCarriesControlCharactersOn() {
    RemediableException e = new RemediableException("a\u001b[31m", "b\u0007", "c\u0000");
    for (String text : new String[] {e.getMessage(), e.problem(), e.evidence(), e.remedy()}) {
      assertFalse(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    }
  }
}
