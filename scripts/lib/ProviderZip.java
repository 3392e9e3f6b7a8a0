import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The provider's zip: {@code pack FOLDER ZIP} writes it, {@code hash ZIP} prints its hash as
 * dependency lock files hold it. Equal folders give equal zips: files alone, sorted, of one time,
 * readable by all. Folders have no entry, since they would count in the hash.
 */
final class ProviderZip {
  private static final FileTime TIME = FileTime.fromMillis(946_684_800_000L); // 2000-01-01T00:00Z

  void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "pack" -> pack(Path.of(arguments[1]), Path.of(arguments[2]));
      case "hash" -> IO.println(hash(Path.of(arguments[1])));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void pack(Path folder, Path zip) throws IOException {
    List<Path> files;
    try (var tree = Files.walk(folder)) {
      files =
          tree.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(file -> nameOf(file, folder)))
              .toList();
    }
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files) {
        var entry = new ZipEntry(nameOf(file, folder));
        entry.setLastModifiedTime(TIME);
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    addModes(zip, files);
  }

  private static String nameOf(Path file, Path folder) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Writes Unix modes into the zip's directory, where Java's own writer leaves them out. */
  private static void addModes(Path zip, List<Path> files) throws IOException {
    try (var channel = FileChannel.open(zip, READ, WRITE)) {
      var bytes =
          channel
              .map(FileChannel.MapMode.READ_WRITE, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      int at = bytes.getInt(bytes.limit() - 6); // where the directory begins
      for (var file : files) {
        bytes.put(at + 5, (byte) 3); // made on Unix
        bytes.putInt(at + 38, (Files.isExecutable(file) ? 0100755 : 0100644) << 16);
        at += 46 + bytes.getShort(at + 28) + bytes.getShort(at + 30) + bytes.getShort(at + 32);
      }
    }
  }

  private static String hash(Path zip) throws IOException {
    var all = sha256();
    try (var in = new ZipFile(zip.toFile())) {
      for (var entry : in.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        var one = sha256().digest(in.getInputStream(entry).readAllBytes());
        all.update((HexFormat.of().formatHex(one) + "  " + entry.getName() + "\n").getBytes(UTF_8));
      }
    }
    return "h1:" + Base64.getEncoder().encodeToString(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
