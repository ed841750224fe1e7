package io.github.exo2micro.fiji.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.exo2micro.fiji.input.Inputs;
import java.awt.BorderLayout;
import java.awt.event.ItemEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;
import org.scijava.module.ModuleItem;

/** Makes the field that suits an input. A field only ever writes what a person or {@link DialogField#show} put in. */
final class DialogFields {

  private static final int COLUMNS = 34;
  private static final int LINES = 4;

  private DialogFields() {}

  /**
   * A field for an input.
   *
   * @param changed called after every change that a person makes
   */
  static DialogField of(ModuleItem<?> item, Runnable changed) {
    String style = Objects.toString(item.getWidgetStyle(), "");
    if (item.getType() == ImagePlus.class) {
      return new Choice(openImages(), false, changed);
    }
    if (item.getType() == File.class) {
      return new FileField(style, changed);
    }
    if (style.equals(Inputs.FLAG)) {
      return new Check(changed);
    }
    List<?> choices = item.getChoices();
    if (choices != null && !choices.isEmpty()) {
      return new Choice(choices.stream().map(Object::toString).toList(), false, changed);
    }
    return switch (item.getName()) {
      case "samples", "dyes" -> new Names(changed);
      case "sample", "dye" -> new Choice(List.of(), true, changed);
      default -> style.contains("text area") ? Text.lines(changed) : Text.line(changed);
    };
  }

  /** A check box, a choice, or a line for a parameter of the pipeline. */
  static DialogField of(io.github.exo2micro.task.ParameterSpec spec, Runnable changed) {
    return switch (spec.kind()) {
      case BOOLEAN -> new Check(changed);
      case CHOICE -> new Choice(spec.choices(), false, changed);
      default -> Text.line(changed);
    };
  }

  private static List<String> openImages() {
    return Arrays.asList(WindowManager.getImageTitles());
  }

  private static void listen(JTextComponent text, Runnable changed) {
    text.getDocument().addDocumentListener(new DocumentListener() {
      @Override
      public void insertUpdate(DocumentEvent e) {
        changed.run();
      }

      @Override
      public void removeUpdate(DocumentEvent e) {
        changed.run();
      }

      @Override
      public void changedUpdate(DocumentEvent e) {
        // attributes only
      }
    });
  }

  /** Text that a person types; {@code component} holds it. */
  private static class Text implements DialogField {
    private final JTextComponent text;
    private final JComponent component;

    Text(JTextComponent text, JComponent component, Runnable changed) {
      this.text = text;
      this.component = component;
      listen(text, changed);
    }

    static Text line(Runnable changed) {
      JTextField text = new JTextField(14);
      return new Text(text, text, changed);
    }

    static Text lines(Runnable changed) {
      JTextArea text = new JTextArea(LINES, COLUMNS);
      return new Text(text, new JScrollPane(text), changed);
    }

    @Override
    public JComponent component() {
      return component;
    }

    @Override
    public String value() {
      return text.getText();
    }

    @Override
    public void show(String value) {
      text.setText(value);
    }

    @Override
    public boolean isTall() {
      return text instanceof JTextArea;
    }
  }

  private static final class Check implements DialogField {
    private final JCheckBox box = new JCheckBox();

    Check(Runnable changed) {
      box.addItemListener(e -> changed.run());
    }

    @Override
    public JComponent component() {
      return box;
    }

    @Override
    public String value() {
      return box.isSelected() ? Inputs.YES : Inputs.NO;
    }

    @Override
    public void show(String value) {
      box.setSelected(List.of(Inputs.YES, "yes", "1", "on").contains(value));
    }
  }

  private static final class Choice implements DialogField {
    private final JComboBox<String> box;

    Choice(List<String> choices, boolean editable, Runnable changed) {
      box = new JComboBox<>(choices.toArray(String[]::new));
      box.setEditable(editable);
      box.addItemListener(e -> {
        if (e.getStateChange() == ItemEvent.SELECTED) {
          changed.run();
        }
      });
      if (editable) {
        listen((JTextComponent) box.getEditor().getEditorComponent(), changed);
      }
    }

    @Override
    public JComponent component() {
      return box;
    }

    @Override
    public String value() {
      Object value = box.isEditable() ? box.getEditor().getItem() : box.getSelectedItem();
      return value == null ? "" : value.toString();
    }

    @Override
    public void show(String value) {
      box.setSelectedItem(value);
    }

    @Override
    public void offer(List<String> names) {
      List<String> there = new ArrayList<>();
      for (int i = 0; i < box.getItemCount(); i++) {
        there.add(box.getItemAt(i));
      }
      if (!there.equals(names)) {
        String typed = value();
        box.removeAllItems();
        names.forEach(box::addItem);
        box.setSelectedItem(typed.isEmpty() && !names.isEmpty() ? names.get(0) : typed);
      }
    }
  }

  /** Names that are ticked; none ticked means all. */
  private static final class Names implements DialogField {
    private final DefaultListModel<String> model = new DefaultListModel<>();
    private final JList<String> list = new JList<>(model);
    private final JScrollPane pane = new JScrollPane(list);
    private boolean isFilling;

    Names(Runnable changed) {
      list.setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
      list.setVisibleRowCount(LINES);
      list.setPrototypeCellValue("m".repeat(COLUMNS / 2));
      list.setToolTipText("Ctrl or Shift and click for several; none marked = all.");
      list.addListSelectionListener(e -> {
        if (!e.getValueIsAdjusting() && !isFilling) {
          changed.run();
        }
      });
    }

    @Override
    public JComponent component() {
      return pane;
    }

    @Override
    public String value() {
      return String.join("\n", list.getSelectedValuesList());
    }

    @Override
    public void show(String value) {
      List<String> wanted = Inputs.names(value);
      fill(wanted, wanted);
    }

    @Override
    public void offer(List<String> names) {
      fill(names, list.getSelectedValuesList());
    }

    private void fill(List<String> names, List<String> marked) {
      Set<String> all = new LinkedHashSet<>(names);
      all.addAll(marked);
      isFilling = true;
      if (!List.of(model.toArray()).equals(List.copyOf(all))) {
        model.clear();
        all.forEach(model::addElement);
      }
      list.setSelectedIndices(marked.stream().mapToInt(m -> new ArrayList<>(all).indexOf(m)).toArray());
      isFilling = false;
    }

    @Override
    public boolean isTall() {
      return true;
    }
  }

  /** The path of a file or folder, typed or chosen. */
  private static final class FileField extends Text {

    FileField(String style, Runnable changed) {
      this(style, new JTextField(COLUMNS), changed);
    }

    private FileField(String style, JTextField text, Runnable changed) {
      super(text, withButton(style, text), changed);
    }

    private static JPanel withButton(String style, JTextField text) {
      JPanel panel = new JPanel(new BorderLayout(4, 0));
      JButton browse = new JButton("Browse…");
      browse.addActionListener(e -> browse(style, text));
      panel.add(text, BorderLayout.CENTER);
      panel.add(browse, BorderLayout.EAST);
      return panel;
    }

    private static void browse(String style, JTextField text) {
      JFileChooser chooser = new JFileChooser(text.getText().isBlank() ? null : new File(text.getText()));
      boolean folders = style.contains("directory");
      chooser.setFileSelectionMode(folders ? JFileChooser.DIRECTORIES_ONLY : JFileChooser.FILES_ONLY);
      int answer = style.contains("save") ? chooser.showSaveDialog(text.getParent())
          : chooser.showDialog(text.getParent(), folders ? "Choose this folder" : "Open");
      if (answer == JFileChooser.APPROVE_OPTION) {
        text.setText(chooser.getSelectedFile().getPath());
      }
    }

    @Override
    public String value() {
      return super.value().strip();
    }
  }
}
