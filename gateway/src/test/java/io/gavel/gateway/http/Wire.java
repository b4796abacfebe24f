package io.gavel.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says exactly these bytes. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public Wire sendNoMore() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer, head and body; what came before the server closed if there is none. */
    public String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int bodyAt = -1;
        while (bodyAt < 0 || all.size() < bodyAt + length(all.toString(StandardCharsets.ISO_8859_1))) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            all.write(next);
            if (bodyAt < 0 && all.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                bodyAt = all.size();
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** True once the server has closed without a reset; false if it says something instead. */
    boolean isClosedInOrder() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    /** True once the server has closed; false if it says something instead. */
    public boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static int length(String head) {
        for (String line : head.lines().toList()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }
}
