package io.github.exo2micro.picture.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void writesNumbersWithTheFewestDigits() {
    assertEquals("0,12,-3,0.5,-12.25,1234567.0625,0.001,-0.0003\n",
        new Csv().numbers(0, 12, -3, 0.5, -12.25, 1234567.0625, 0.001, -0.0003).toString());
    assertEquals("3,0.1,NaN,Infinity,x\n",
        new Csv().row(3.0, 0.1f, Double.NaN, Double.POSITIVE_INFINITY, "x").toString());
  }

  @Test
  void writesNumbersThatReadBackAsTheyWere() {
    Random random = new Random(8);
    for (int i = 0; i < 20000; i++) {
      double v = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 12);
      double rounded = Math.rint(v * 100) / 100;
      String[] cells = new Csv().numbers(v, rounded).toString().strip().split(",");
      assertEquals(v, Double.parseDouble(cells[0]));
      assertEquals(rounded + 0.0, Double.parseDouble(cells[1])); // −0 is written as 0
    }
  }

  @Test
  void quotesTextThatHoldsCommasQuotesOrLineBreaks() {
    assertEquals("a,\"b, c\",\"d \"\"e\"\"\",\"f\ng\"\n", new Csv().row("a", "b, c", "d \"e\"", "f\ng").toString());
    assertEquals("# note: two lines, one remark\n", new Csv().remark("note", "two lines,\none remark").toString());
  }
}
