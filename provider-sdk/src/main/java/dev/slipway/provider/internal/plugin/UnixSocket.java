package dev.slipway.provider.internal.plugin;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket.
 *
 * @param path the socket's file, which exists while the server listens
 * @param ownDirectory the private folder made for it, or null where the host chose the folder
 * @param group name or number of the group that may connect, or null
 */
record UnixSocket(Path path, @Nullable Path ownDirectory, @Nullable String group)
    implements Endpoint {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

  /** In a folder of our own that only this user enters: debugging has no TLS to keep others out. */
  static UnixSocket inPrivateDirectory() throws IOException {
    String name = "plugin-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), name);
    Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    return new UnixSocket(directory.resolve("socket"), directory, null);
  }

  /** In the folder the host chose, for the group it chose. */
  static UnixSocket in(Path directory, @Nullable String group) {
    String name = "plugin" + ProcessHandle.current().pid();
    return new UnixSocket(directory.resolve(name), null, group);
  }

  @Override
  public String network() {
    return "unix";
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public SocketAddress address() {
    return UnixDomainSocketAddress.of(path);
  }

  @Override
  public Class<? extends ServerChannel> channelType() {
    return NioServerDomainSocketChannel.class;
  }

  @Override
  public void opened() {
    if (group == null) {
      return;
    }
    try {
      if (group.chars().allMatch(Character::isDigit)) {
        Files.setAttribute(path, "unix:gid", Integer.parseInt(group));
      } else {
        var principal =
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
        Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(principal);
      }
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException e) {
      throw new StartFailure(
          "PLUGIN_UNIX_SOCKET_GROUP is \""
              + group
              + "\", but "
              + path
              + " cannot be given to it: "
              + reason(e),
          e);
    }
  }

  @Override
  public void remove() {
    try {
      Files.deleteIfExists(path);
      if (ownDirectory != null) {
        Files.deleteIfExists(ownDirectory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the plugin's socket " + path, e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? String.valueOf(file.getReason())
        : e.toString();
  }
}
