package io.github.exo2micro.adapter.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signatures that the adapters are compiled against are those of a real Fiji, and never get into the build. */
class HostApiSignatureTest {

  private static final Path SOURCES = Path.of("src", "host-api", "java");

  @Test
  void everySignatureIsThatOfTheGivenFiji(@TempDir Path classes) throws Exception {
    Path fiji = HostFiji.require("HostApiSignatureTest");
    compile(classes);
    List<URL> jars = new ArrayList<>();
    for (Path jar : HostFiji.jars(fiji)) {
      jars.add(jar.toUri().toURL());
    }
    List<String> differences = new ArrayList<>();
    try (URLClassLoader ours = new URLClassLoader(new URL[] {classes.toUri().toURL()},
        ClassLoader.getPlatformClassLoader());
        URLClassLoader theirs = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      List<String> names = classNames(classes);
      assertTrue(names.size() >= 15, names.toString());
      for (String name : names) {
        compare(Class.forName(name, false, ours), Class.forName(name, false, theirs), differences);
      }
    }
    assertEquals(List.of(), differences);
  }

  @Test
  void noSignatureIsCompiledIntoTheBuild() throws Exception {
    Path build = Path.of(BioFormatsSource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String name : List.of("loci", "mpicbg", "bdv", "net/imglib2", "ome")) {
      assertFalse(Files.exists(build.resolve(name)), build + " holds names of " + name);
    }
  }

  private static void compile(Path classes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    try (Stream<Path> all = Files.walk(SOURCES)) {
      all.filter(p -> p.toString().endsWith(".java")).forEach(p -> arguments.add(p.toString()));
    }
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
  }

  private static List<String> classNames(Path classes) throws IOException {
    try (Stream<Path> all = Files.walk(classes)) {
      return all.filter(p -> p.toString().endsWith(".class"))
          .map(p -> classes.relativize(p).toString().replace(".class", "").replace('/', '.').replace('\\', '.'))
          .sorted().toList();
    }
  }

  private static void compare(Class<?> ours, Class<?> theirs, List<String> differences) {
    if (!superNames(theirs).containsAll(superNames(ours))) {
      differences.add(ours.getName() + " has the supertypes " + superNames(theirs));
    }
    for (Field field : ours.getFields()) {
      if (field.getDeclaringClass() == ours && !field.isEnumConstant()) {
        expect(differences, ours, Arrays.stream(theirs.getFields()).map(HostApiSignatureTest::text), text(field));
      }
    }
    for (Constructor<?> made : ours.getConstructors()) {
      expect(differences, ours, Arrays.stream(theirs.getConstructors()).map(HostApiSignatureTest::text), text(made));
    }
    for (Method method : ours.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !enumMethod(ours, method)) {
        expect(differences, ours, Arrays.stream(theirs.getMethods()).map(HostApiSignatureTest::text), text(method));
      }
    }
  }

  private static boolean enumMethod(Class<?> type, Method method) {
    return type.isEnum() && (method.getName().equals("values") || method.getName().equals("valueOf"));
  }

  private static void expect(List<String> differences, Class<?> type, Stream<String> real, String wanted) {
    List<String> all = real.toList();
    if (!all.contains(wanted)) {
      String name = wanted.substring(0, wanted.indexOf('('));
      differences.add(type.getName() + ": wanted " + wanted + ", there are "
          + all.stream().filter(t -> t.startsWith(name + "(")).toList());
    }
  }

  private static TreeSet<String> superNames(Class<?> type) {
    TreeSet<String> names = new TreeSet<>();
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (t != type) {
        names.add(t.getName());
      }
      for (Class<?> i : t.getInterfaces()) {
        names.add(i.getName());
        names.addAll(superNames(i));
      }
    }
    return names;
  }

  private static String text(Field field) {
    return field.getName() + "() " + field.getType().getName()
        + (Modifier.isStatic(field.getModifiers()) ? " static" : "");
  }

  private static String text(Executable executable) {
    String name = executable instanceof Method method ? method.getName() : "new";
    String result = executable instanceof Method method ? method.getReturnType().getName() : "";
    String parameters = Arrays.stream(executable.getParameterTypes()).map(Class::getName)
        .collect(Collectors.joining(","));
    String checked = Arrays.stream(executable.getExceptionTypes()).map(Class::getName).sorted()
        .collect(Collectors.joining(","));
    return name + "(" + parameters + ") " + result + (Modifier.isStatic(executable.getModifiers()) ? " static" : "")
        + (checked.isEmpty() ? "" : " throws " + checked);
  }
}
