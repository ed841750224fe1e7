package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

  @Test
  void aCellThatASpreadsheetWouldRunBeginsWithAnApostrophe() {
    assertEquals("\"'=HYPERLINK(\"\"http://x\"\")\"", CsvText.quoted("=HYPERLINK(\"http://x\")"));
    for (String cell : List.of("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)")) {
      assertEquals("'" + cell, CsvText.cell(cell));
    }
  }

  @Test
  void numbersAndDashesAreWhatTheyAre() {
    for (String cell : List.of("-1.5", "+3", "-", "-1e-7", ".5", "DAPI", "", "a-b")) {
      assertEquals(cell, CsvText.cell(cell));
    }
  }

  @Test
  void quotesCommasAndLineBreaksStayInOneCell() {
    assertEquals("\"a,\"\"b\"\"\nc\"", CsvText.cell("a,\"b\"\nc"));
    assertEquals("\\u001b[1m", CsvText.cell("\u001b[1m"));
  }
}
