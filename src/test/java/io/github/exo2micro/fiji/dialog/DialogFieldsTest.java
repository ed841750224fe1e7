package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.scijava.module.ModuleItem;

/** Fields as an input's name, type and style ask for them; what goes in comes out. */
class DialogFieldsTest {

  private final AtomicInteger changes = new AtomicInteger();

  private static ModuleItem<?> item(String name, Class<?> type, String style, List<?> choices) {
    return (ModuleItem<?>) Proxy.newProxyInstance(DialogFieldsTest.class.getClassLoader(),
        new Class<?>[] {ModuleItem.class}, (proxy, method, args) -> switch (method.getName()) {
          case "getName" -> name;
          case "getType" -> type;
          case "getWidgetStyle" -> style;
          case "getChoices" -> choices;
          default -> throw new UnsupportedOperationException(method.getName());
        });
  }

  private DialogField field(String name, Class<?> type, String style, Object... choices) {
    return DialogFields.of(item(name, type, style, List.of(choices)), changes::incrementAndGet);
  }

  private void assertHolds(DialogField field, String... values) {
    for (String value : values) {
      field.show(value);
      assertEquals(value, field.value());
    }
  }

  @Test
  void anInputGetsTheFieldThatSuitsIt() {
    assertInstanceOf(JComboBox.class, field("pre", ImagePlus.class, null).component());
    assertInstanceOf(JPanel.class, field("raw_dir", File.class, "directory").component());
    assertInstanceOf(JCheckBox.class, field("force", String.class, Inputs.FLAG).component());
    assertInstanceOf(JComboBox.class, field("to_stage", String.class, null, "1", "2").component());
    assertInstanceOf(JScrollPane.class, field("samples", String.class, "text area").component());
    assertTrue(((JComboBox<?>) field("sample", String.class, null).component()).isEditable());
    assertInstanceOf(JTextArea.class,
        ((JScrollPane) field("notes", String.class, "text area").component()).getViewport().getView());
    assertInstanceOf(JTextField.class, field("pad", String.class, null).component());
  }

  @Test
  void onlyFieldsOfSeveralLinesAreTall() {
    assertTrue(field("notes", String.class, "text area").isTall());
    assertTrue(field("dyes", String.class, null).isTall());
    assertFalse(field("pad", String.class, null).isTall());
    assertFalse(field("force", String.class, Inputs.FLAG).isTall());
  }

  @Test
  void whatIsShownIsTheValue() {
    assertHolds(field("pad", String.class, null), "2000", "", " 7 ");
    assertHolds(field("notes", String.class, "text area"), "a=1\nb=2", "");
    assertHolds(field("to_stage", String.class, null, "1", "4"), "4", "1");
    assertHolds(field("samples", String.class, null), "A\nB", "A", "");
    assertHolds(field("sample", String.class, null), "CD070", "");
  }

  @Test
  void aFixedChoiceStaysWhereAValueIsNotAmongIt() {
    DialogField field = field("to_stage", String.class, null, "1", "4");
    field.show("4");
    field.show("7");
    assertEquals("4", field.value());
  }

  @Test
  void aPathLosesTheBlanksAroundIt() {
    DialogField field = field("raw_dir", File.class, "directory");
    field.show(" /data/my raw ");
    assertEquals("/data/my raw", field.value());
  }

  @Test
  void aCheckBoxUnderstandsWhatMacrosWriteAndSaysTrueOrFalse() {
    DialogField field = field("force", String.class, Inputs.FLAG);
    for (String yes : List.of("true", "yes", "1", "on")) {
      field.show("no");
      field.show(yes);
      assertEquals("true", field.value(), yes);
    }
    field.show("");
    assertEquals("false", field.value());
  }

  @Test
  void namesOfferedKeepWhatIsMarkedAlsoWhereItIsNotAmongThem() {
    DialogField field = field("samples", String.class, null);
    field.show("B");
    changes.set(0);
    field.offer(List.of("A", "C"));
    assertEquals("B", field.value());
    assertEquals(0, changes.get(), "nobody changed anything");
    JList<?> list = (JList<?>) ((JScrollPane) field.component()).getViewport().getView();
    assertEquals(3, list.getModel().getSize());
    list.setSelectedIndices(new int[] {0, 1});
    assertEquals("A\nC", field.value());
    assertTrue(changes.get() > 0);
  }

  @Test
  void aSingleNameIsTheFirstOfferedUnlessOneWasTyped() {
    DialogField field = field("sample", String.class, null);
    field.offer(List.of("A", "B"));
    assertEquals("A", field.value());
    field.show("mine");
    field.offer(List.of("B", "C"));
    assertEquals("mine", field.value());
  }

  @Test
  void everyChangeIsHeardOf() {
    field("pad", String.class, null).show("1");
    assertEquals(1, changes.getAndSet(0));
    field("force", String.class, Inputs.FLAG).show("yes");
    assertEquals(1, changes.getAndSet(0));
    field("to_stage", String.class, null, "1", "4").show("4");
    assertEquals(1, changes.getAndSet(0));
    field("notes", String.class, "text area").show("x");
    assertEquals(1, changes.getAndSet(0));
  }

  /** What a field writes for its default must be read as the default, or a run would get a suffix for nothing. */
  @Test
  void theFieldOfEveryParameterKeepsItsDefault() {
    for (ParameterSpec spec : ParameterSpec.values()) {
      DialogField field = DialogFields.of(spec, changes::incrementAndGet);
      field.show(spec.text(spec.defaultValue()));
      assertEquals(Parameters.defaults(), Parameters.defaults().with(spec, field.value()), spec.parameter());
    }
    JComboBox<?> outside = (JComboBox<?>) DialogFields.of(ParameterSpec.OUTSIDE, () -> {}).component();
    assertEquals(ParameterSpec.OUTSIDE.choices().size(), outside.getItemCount());
  }

  @Test
  void theHelpPageIsInTheDocs() {
    assertTrue(HelpPage.ADDRESS.endsWith("/docs/fiji.md"));
    assertTrue(Files.exists(Path.of("docs/fiji.md")));
  }
}
