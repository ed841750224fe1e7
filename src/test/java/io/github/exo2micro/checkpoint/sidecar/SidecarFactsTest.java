package io.github.exo2micro.checkpoint.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sidecar tells besides its figures, and what is made of one that tells nonsense. */
class SidecarFactsTest {

  @TempDir
  Path folder;

  @Test
  void sizesComeBackAsTheyWereWritten() {
    Optional<PixelSize> pixel = Optional.of(new PixelSize(0.1625, 0.325));
    assertEquals(pixel, PixelSizeFact.read(PixelSizeFact.of(pixel)));
    assertEquals(Map.of(), PixelSizeFact.of(Optional.empty()));
    SidecarContent content = RawSizeFact.add(SidecarContent.plain(1), new ImageSize(30_000, 25_000));
    assertEquals(Optional.of(new ImageSize(30_000, 25_000)), RawSizeFact.read(content.facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "a b", "0 5", "-3 4", "1 2 3", "NaN 1", "99999999999 1"})
  void aSizeThatCannotBeIsNone(String text) {
    assertEquals(Optional.empty(), RawSizeFact.read(Map.of("raw size px", text)));
    if (!text.startsWith("9")) {
      assertEquals(Optional.empty(), PixelSizeFact.read(Map.of("pixel size um", text)));
    }
  }

  @Test
  void aFactMoreLeavesTheOldContentAsItIs() {
    SidecarContent old = SidecarContent.plain(2).with("a", "1");
    SidecarContent more = old.with("b", "2").with("a", "3");
    assertEquals(Map.of("a", "1"), old.facts());
    assertEquals(Map.of("a", "3", "b", "2"), more.facts());
  }

  @Test
  void contentIsComparedByChecksumWhereBothHaveOneElseByLengthAndTime() {
    InputIdentity one = new InputIdentity("01", 5, 7, "crc32c:1");
    assertTrue(one.isSameContent(new InputIdentity("01", 9, 9, "crc32c:1")), "a copy has another time");
    assertFalse(one.isSameContent(new InputIdentity("01", 5, 7, "crc32c:2")));
    assertTrue(one.isSameContent(new InputIdentity("01", 5, 7, "")));
    assertFalse(one.isSameContent(new InputIdentity("01", 5, 8, "")));
    assertEquals("01 of 5 bytes, 1970-01-01T00:00:00Z", one.toString());
    assertThrows(NullPointerException.class, () -> new InputIdentity("01", 1, 1, null));
  }

  private String broken(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), text);
    return assertInstanceOf(SidecarFile.Broken.class, SidecarFile.read(file)).reason();
  }

  @Test
  void aSidecarThatIsNoneSaysWhy() throws IOException {
    assertEquals("its sidecar is empty", broken(""));
    assertTrue(broken("{").startsWith("its sidecar cannot be read ("), broken("{"));
    assertTrue(broken("{\"schema\": 99}").startsWith("its sidecar is incomplete"), broken("{\"schema\": 99}"));
    assertTrue(broken("[".repeat(100_000)).startsWith("its sidecar"), "depth costs nothing");
    assertTrue(broken("x".repeat(2 << 20)).contains("is no sidecar (2097152 bytes)"));
    Files.delete(folder.resolve("a.json"));
    assertEquals(Optional.empty(), SidecarFile.read(folder.resolve("a.json")).sidecar());
    Files.createDirectory(folder.resolve("b.json"));
    assertEquals("its sidecar is a folder",
        assertInstanceOf(SidecarFile.Broken.class, SidecarFile.read(folder.resolve("b.json"))).reason());
  }

  @Test
  void theSealIsOfAllThatStandsBeforeIt() {
    String sealed = SidecarFile.sealed("{\n  \"a\": 1");
    assertTrue(sealed.matches("(?s)\\{\n  \"a\": 1,\n  \"seal\": \"crc32c:[0-9a-f]{8}\"\n\\}\n"), sealed);
    assertFalse(sealed.equals(SidecarFile.sealed("{\n  \"a\": 2")));
  }
}
