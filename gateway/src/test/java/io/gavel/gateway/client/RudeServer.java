package io.gavel.gateway.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback that does to each connection whatever a test wants, on a thread of its own. */
public final class RudeServer implements AutoCloseable {
    /** What is done to a connection; when it returns or throws, the connection is closed. */
    public interface Manners {
        void serve(Socket socket, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket listening;
    private final Manners manners;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    public RudeServer(Manners manners) throws IOException {
        this(manners, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    }

    RudeServer(Manners manners, ServerSocket listening) {
        this.manners = manners;
        this.listening = listening;
        start(this::accept);
    }

    /** One that answers every request alike and keeps connections open. */
    public static RudeServer answering(String answer) throws IOException {
        return new RudeServer((socket, in, out) -> {
            while (!readRequest(in).isEmpty()) {
                write(out, answer);
            }
        });
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Connections that the client has not closed. */
    public int openConnections() {
        int open = 0;
        for (Socket socket : sockets) {
            open += socket.isClosed() ? 0 : 1;
        }
        return open;
    }

    /** Head and body of the next request, empty if the client closed. */
    public static String readRequest(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            text.append((char) b);
        }
        String head = text.toString();
        int at = head.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** A whole answer. */
    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            manners.serve(socket, socket.getInputStream(), socket.getOutputStream());
        } catch (Exception e) {
            // a rude server does not care
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "rude-server");
        thread.setDaemon(true);
        thread.start();
    }
}
