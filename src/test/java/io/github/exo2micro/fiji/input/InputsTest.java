package io.github.exo2micro.fiji.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people and macros write into the fields of commands. */
class InputsTest {

  private static void assertRefuses(String expected, Executable reading) {
    String message = assertThrows(RemediableException.class, reading).getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains("What to do: "), message);
  }

  @Test
  void yesAndNoAreUnderstoodAsPeopleWriteThemAndNothingElseIs() {
    for (String yes : List.of("true", "yes", "1", "on", " YES ")) {
      assertTrue(Inputs.flag(yes, "force"), yes);
    }
    for (String no : List.of("false", "no", "0", "off", "", " No")) {
      assertFalse(Inputs.flag(no, "force"), no);
    }
    assertFalse(Inputs.flag(null, "force"));
    assertRefuses("force is 'perhaps'", () -> Inputs.flag("perhaps", "force"));
  }

  @Test
  void namesAreSeparatedByLinesCommasOrAWrittenLineBreakAndCountOnce() {
    assertEquals(List.of("A", "B c", "D", "E"), Inputs.names(" A,B c\r\nD\\nE,, A ,\n"));
    assertEquals(List.of(), Inputs.names(" , \n"));
    assertEquals(List.of(), Inputs.names(null));
  }

  @Test
  void aSingleNameIsOne() {
    assertEquals("CD070", Inputs.name(" CD070\n", "sample"));
    assertRefuses("sample holds CD070, CD071.", () -> Inputs.name("CD070,CD071", "sample"));
    assertRefuses("sample is empty.", () -> Inputs.name(" ", "sample"));
  }

  @Test
  void aFolderIsAbsoluteWithoutDetoursAndMustBeGiven() {
    assertEquals(Path.of("b").toAbsolutePath(), Inputs.folder(new File("a/../b"), "raw_dir"));
    assertRefuses("No raw folder is given.", () -> Inputs.folder(new File(" "), "raw_dir"));
    assertRefuses("raw_dir=[/path/to/folder]", () -> Inputs.folder(null, "raw_dir"));
  }

  @Test
  void wholeNumbersAreReadInTheirRangeEndsIncluded() {
    assertEquals(1, Inputs.whole(" 1 ", "workers", 1, 64));
    assertEquals(64, Inputs.whole("64", "workers", 1, 64));
    for (String bad : List.of("0", "65", "2.5", "two", "", "99999999999")) {
      assertRefuses("workers is '" + bad + "'", () -> Inputs.whole(bad, "workers", 1, 64));
    }
    assertRefuses("give a whole number from 1 to 64.", () -> Inputs.whole(null, "workers", 1, 64));
  }

  @Test
  void numbersAreReadInTheirRangeEndsIncluded() {
    assertEquals(0, Inputs.real("0", "sigma", 0, 100));
    assertEquals(1.5e1, Inputs.real("1.5e1", "sigma", 0, 100));
    for (String bad : List.of("-0.1", "100.1", "NaN", "Infinity", "1,5", "")) {
      assertRefuses("sigma is '" + bad + "'", () -> Inputs.real(bad, "sigma", 0, 100));
    }
    assertRefuses("give a number from ", () -> Inputs.real(null, "sigma", 0, 100));
  }

  @Test
  void aChoiceIsGivenInItsOwnCase() {
    assertEquals("tiff", Inputs.choice(" TIFF", "checkpoint_format", List.of("tiff", "fits")));
    assertRefuses("give one of tiff, fits.", () -> Inputs.choice("png", "checkpoint_format", List.of("tiff", "fits")));
    assertRefuses("checkpoint_format is ''", () -> Inputs.choice(null, "checkpoint_format", List.of("tiff")));
  }

  @Test
  void formatsAndStagesOfARunAreReadFromTheirWords() {
    assertEquals(CheckpointFormat.BOTH, RunFields.format("Both"));
    assertRefuses("checkpoint_format", () -> RunFields.format("zarr"));
    assertEquals(RunControl.resume(), RunFields.control("Resume", "4", "false"));
    assertEquals(new RunControl(OptionalInt.of(2), 3, true), RunFields.control("2", "3", "yes"));
    assertRefuses("from stage 3 to stage 2", () -> RunFields.control("3", "2", "no"));
    assertRefuses("from_stage is '5'", () -> RunFields.control("5", "4", "no"));
    assertRefuses("to_stage is 'resume'", () -> RunFields.control("resume", "resume", "no"));
  }

  @Test
  void fieldsOfParametersHoldTextOrYesAndNo() {
    Parameters changed = RunFields.with(Parameters.defaults(), ParameterSpec.INTERIOR_ECC, false);
    assertEquals(Map.of("interior_ecc", "0"), changed.changedUpTo(4));
    assertEquals(Parameters.defaults(),
        RunFields.with(Parameters.defaults(), ParameterSpec.SCALE_PERCENTILE, null), "an empty field is none");
    assertRefuses("pad", () -> RunFields.with(Parameters.defaults(), ParameterSpec.PAD, "many"));
  }

  @Test
  void parametersInATextAreReadOnTopOfTheGivenOnes() {
    Parameters base = Parameters.of(Map.of("pad", "100", "boundary_width", "20"));
    assertEquals(Parameters.of(Map.of("pad", "100", "boundary_width", "30", "detect", "false")),
        ParameterLines.apply("boundary-width = 30, detect=no\\n", base));
  }

  @Test
  void aTextWithoutParametersIsNotTheDefaults() {
    assertEquals(Optional.empty(), ParameterLines.given(" \n,"));
    assertEquals(Optional.of(Parameters.of(Map.of("pad", "7"))), ParameterLines.given("pad=7"));
  }

  @Test
  void aLineThatIsNoAssignmentIsShown() {
    assertRefuses("'pad 7'", () -> ParameterLines.given("pad 7"));
    assertRefuses("'=7'", () -> ParameterLines.given("=7"));
    assertRefuses("There is no parameter named 'padd'", () -> ParameterLines.given("padd=7"));
    assertRefuses("The value 'x' of pad", () -> ParameterLines.given("pad=x"));
  }
}
