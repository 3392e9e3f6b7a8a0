package dev.slipway.examples.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.slipway.provider.Call;
import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.StateStore.States;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The states of one project: a file for each, and another while it is locked. */
final class FolderStates implements States {

  private static final String STATE = ".tfstate";
  private static final String LOCK = ".lock";

  private final Path folder;

  FolderStates(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String id, Call call) throws IOException {
    return content(folder.resolve(id + STATE));
  }

  @Override
  public void write(String id, byte[] state, Call call) throws IOException {
    var draft = draft(state);
    try {
      Files.move(draft, folder.resolve(id + STATE), ATOMIC_MOVE);
      try (var names = FileChannel.open(folder, READ)) {
        names.force(true);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public List<String> ids(Call call) throws IOException {
    var ids = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder, "*" + STATE)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - STATE.length()));
      }
    }
    return ids;
  }

  @Override
  public void delete(String id, Call call) throws IOException {
    Files.deleteIfExists(folder.resolve(id + STATE));
  }

  @Override
  public Lock lock(String id, Lock lock, Call call) throws IOException {
    var draft = draft(lock.text().getBytes(UTF_8));
    try {
      Optional<Lock> held;
      do { // Again if it was given back between the two looks at it.
        held = takes(draft, id) ? Optional.of(lock) : held(id);
      } while (held.isEmpty());
      return held.get();
    } finally {
      Files.delete(draft);
    }
  }

  @Override
  public Optional<Lock> unlock(String id, String lockId, Call call) throws IOException {
    var held = held(id);
    if (held.isPresent() && held.get().id().equals(lockId)) {
      Files.deleteIfExists(folder.resolve(id + LOCK));
    }
    return held;
  }

  /** Only one of several can give its file this name, and it is complete when it has it. */
  private boolean takes(Path draft, String id) throws IOException {
    try {
      Files.createLink(folder.resolve(id + LOCK), draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private Optional<Lock> held(String id) throws IOException {
    return content(folder.resolve(id + LOCK)).map(text -> Lock.parse(new String(text, UTF_8)));
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A file that is on the disk, under a name that nobody looks for. */
  private Path draft(byte[] content) throws IOException {
    var draft = Files.createTempFile(folder, "", ".draft");
    try (var out = FileChannel.open(draft, WRITE)) {
      for (var left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
        out.write(left);
      }
      out.force(true);
    } catch (IOException e) {
      Files.delete(draft);
      throw e;
    }
    return draft;
  }
}
