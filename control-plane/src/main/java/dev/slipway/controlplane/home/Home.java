package dev.slipway.controlplane.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code $SLIPWAY_HOME}: what one control plane keeps on disk. It is locked while it is open, so
 * that no second control plane works on the same data.
 */
public final class Home implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final FileChannel lock;
  private final String instance;

  private Home(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.instance = secret("instance", () -> UUID.randomUUID().toString());
  }

  /**
   * Opens a home, making it when there is none.
   *
   * @throws HomeException it cannot be written, or another control plane uses it
   */
  public static Home open(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
      }
      var lock = FileChannel.open(folder.resolve("lock"), Set.of(CREATE, WRITE), OWNER_ONLY_FILE);
      if (!isFirst(lock)) {
        lock.close();
        throw new HomeException(
            "another control plane uses %s; stop it or choose another folder".formatted(folder));
      }
      return new Home(folder, lock);
    } catch (IOException e) {
      throw new HomeException(
          "%s cannot be used (%s); choose a folder that you may write".formatted(folder, reason(e)),
          e);
    }
  }

  private static boolean isFirst(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Names this control plane among others that share an engine. */
  public String instance() {
    return instance;
  }

  /**
   * The first line of a file that only its owner may read; made on first use.
   *
   * @throws HomeException others may read it, it is empty, or it cannot be read
   */
  public String secret(String name, Supplier<String> first) {
    var file = file(name);
    try {
      if (!Files.exists(file)) {
        write(file, first.get());
      }
      var others = new HashSet<>(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER_ONLY);
      if (!others.isEmpty()) {
        throw new HomeException(
            "%s may be used by others than its owner; run: chmod 600 %s".formatted(file, file));
      }
      var line = Files.readString(file).lines().findFirst().orElse("").strip();
      if (line.isEmpty()) {
        throw new HomeException(
            "%s is empty; restore it, or remove it to have a new one made".formatted(file));
      }
      return line;
    } catch (IOException e) {
      throw new HomeException("%s cannot be used (%s)".formatted(file, reason(e)), e);
    }
  }

  /** Appears whole or not at all, also when the machine stops in between. */
  private void write(Path file, String line) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (var channel = FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), OWNER_ONLY_FILE)) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it is a file";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.toString();
    };
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new HomeException("the lock of %s cannot be given up".formatted(folder), e);
    }
  }
}
